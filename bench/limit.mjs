// How near a render comes to the limit of the machine: painting its frames and encoding them, and nothing else; see README.md.
// node bench/limit.mjs [--only cards] [--workers 2] [--chunks 2] [--runs 1] [--json file]

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { plan as makePlan, readPlan } from '../dist/plan/index.js';
import { findCompositions, prepareComposition } from './compositions.mjs';
import { cutRawFrames, encodeSlice, measureEncode } from './encode.mjs';
import { describeMachine, prepareTools } from './machine.mjs';
import { measureFramelane } from './measure-render.mjs';
import { measurePaint } from './paint.mjs';
import { References } from './reference.mjs';
import { round } from './report.mjs';
import { median } from './statistics.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
    chunks: { type: 'string', default: '2' },
    runs: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const [workers, chunks, runCount] = [options.workers, options.chunks, options.runs].map(Number);
const tools = await prepareTools(process.env);
const references = new References({ ...tools, args: [] });

/** Paint and encoding alone, both at once, and the render, in turn. Seconds. */
async function measureOnce(dir, plan, folder) {
  const paintRequest = { plan, browserPath: tools.browserPath, workers };
  const encodeRequest = { plan, folder, ffmpegPath: tools.ffmpegPath, workers };
  const paint = await measurePaint(paintRequest);
  const encode = await measureEncode(encodeRequest);
  let besidesCpuSec = 0;
  const besides = async (slice) => {
    const { cpuSec } = await encodeSlice({ ...encodeRequest, slice });
    besidesCpuSec += cpuSec;
  };
  const together = await measurePaint({ ...paintRequest, besides });
  const render = await measureFramelane({
    ...{ dir, workDir: folder, workers, chunks, args: [], env: tools.env, compare: null },
  });
  const paintCpuSec = sumOf(paint.cpuSecByKind);
  return {
    paintCpuSec,
    encodeCpuSec: encode.cpuSec,
    togetherCpuSec: sumOf(together.cpuSecByKind) + besidesCpuSec,
    renderCpuSec: render.cpuSec,
    limitSec: (paintCpuSec + encode.cpuSec) / availableParallelism(),
    togetherSec: together.wallSec,
    renderSec: render.wallSec,
    chunksSec: render.chunksSec,
    captureMode: render.captureMode,
  };
}

const sumOf = (cpuSecByKind) => Object.values(cpuSecByKind).reduce((sum, sec) => sum + sec, 0);

async function measureComposition(dir) {
  const folder = mkdtempSync(join(tmpdir(), 'framelane-limit-'));
  try {
    const planDir = join(folder, 'plan');
    const { browserPath, ffmpegPath, ffprobePath, env } = tools;
    const found = { browserPath, ffmpegPath, ffprobePath };
    await makePlan(dir, { maxParallelChunks: chunks }, planDir, { env, tools: found });
    const plan = await readPlan(planDir);
    cutRawFrames({ plan, filmPath: await references.take(dir), folder, ffmpegPath });
    const runs = [];
    for (let run = 1; run <= runCount; run++) {
      process.stderr.write(`${basename(dir)}, run ${run} of ${runCount}\n`);
      runs.push(await measureOnce(dir, plan, folder));
    }
    return { name: basename(dir), frames: plan.composition.frameCount, ...summarise(runs), runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians of the seconds; what is no number is the same in each run. */
function summarise(runs) {
  return Object.fromEntries(
    Object.entries(runs[0]).map(([key, value]) => [
      key,
      typeof value === 'number' ? median(runs.map((run) => run[key])) : value,
    ]),
  );
}

const percent = (limit, taken) => Math.round((100 * limit) / taken);

function toCpuRow({ name, frames, captureMode, ...sec }) {
  const perFrame = (cpuSec) => round((1000 * cpuSec) / frames, 1);
  return {
    composition: name,
    capture: captureMode,
    paint: perFrame(sec.paintCpuSec),
    encode: perFrame(sec.encodeCpuSec),
    'both at once': perFrame(sec.togetherCpuSec),
    render: perFrame(sec.renderCpuSec),
    '% of limit': percent(sec.paintCpuSec + sec.encodeCpuSec, sec.renderCpuSec),
    '% of both at once': percent(sec.togetherCpuSec, sec.renderCpuSec),
  };
}

function toWallRow({ name, ...sec }) {
  return {
    composition: name,
    limit: round(sec.limitSec, 2),
    'both at once': round(sec.togetherSec, 2),
    'chunks of a render': round(sec.chunksSec, 2),
    '% of limit': percent(sec.limitSec, sec.chunksSec),
    '% of both at once': percent(sec.togetherSec, sec.chunksSec),
    'whole render': round(sec.renderSec, 2),
    'whole, % of limit': percent(sec.limitSec, sec.renderSec),
    'whole, % of both at once': percent(sec.togetherSec, sec.renderSec),
  };
}

const names = options.only === undefined ? null : options.only.split(',');
const results = [];
for (const dir of findCompositions({ dirs: positionals, names, isQuick: true })) {
  results.push(await measureComposition(prepareComposition(dir, tools)));
}
const machine = describeMachine();
console.log(`\n${machine.summary}; ${workers} workers, at most ${chunks} chunks, medians of ${runCount}\n`);
console.log('CPU milliseconds a frame; the limit is paint + encode');
console.table(results.map(toCpuRow));
console.log('Seconds by the clock; the limit is the CPU of paint and encode ÷ cores');
console.table(results.map(toWallRow));
if (options.json !== undefined)
  writeFileSync(
    options.json,
    `${JSON.stringify({ machine, workers, chunks, runs: runCount, results }, null, 2)}\n`,
  );
