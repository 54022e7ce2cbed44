// Renders compositions and prints what it cost; see README.md in this folder.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureFramelane, measurePeer } from './measure-render.mjs';
import {
  geometricMean,
  summarise,
  toCpuRow,
  toPhaseRow,
  toRatioRow,
  toRatios,
  toResourceRow,
} from './report.mjs';

/** What is rendered when nothing is named: made to be measured, and made to be looked at. */
const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));
const COMPOSITIONS = fileURLToPath(new URL('./compositions/', import.meta.url));

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    workers: { type: 'string', default: 'auto' },
    chunks: { type: 'string', default: '1,2,8' },
    runs: { type: 'string', default: '1' },
    json: { type: 'string' },
    vs: { type: 'string' },
    arg: { type: 'string', multiple: true, default: [] },
  },
});

const list = (text) => text.split(',').map((part) => part.trim());
const wholeNumber = (text, name) => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name}: expected whole numbers from 1 (got "${text}")`);
  return Number(text);
};

const compositions = findCompositions();
const workerCounts = list(options.workers).map((text) =>
  text === 'auto' ? text : wholeNumber(text, 'workers'),
);
const chunkCounts = list(options.chunks).map((text) => wholeNumber(text, 'chunks'));
const runCount = wholeNumber(options.runs, 'runs');

function findCompositions() {
  if (positionals.length > 0) return positionals.map((dir) => resolve(dir));
  const found = [COMPOSITIONS, EXAMPLES].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name, dir: join(folder, name) })),
  );
  if (options.only === undefined) return found.map(({ dir }) => dir);
  return list(options.only).map((wanted) => {
    const match = found.find(({ name }) => name === wanted);
    if (match !== undefined) return match.dir;
    throw new Error(`--only: there is no ${wanted}; there are ${found.map(({ name }) => name).join(', ')}`);
  });
}

/** One case, `runCount` times; with a peer the two take turns, so that a slow minute of the machine hits both. */
async function measureCase(dir, workers, chunks, workDir) {
  const own = [];
  const peer = [];
  for (let run = 0; run < runCount; run++) {
    process.stderr.write(
      `${basename(dir)}, workers ${workers}, chunks ${chunks}, run ${run + 1} of ${runCount}\n`,
    );
    own.push(await measureFramelane({ dir, workDir, workers, chunks, args: options.arg }));
    if (options.vs !== undefined) peer.push(await measurePeer({ dir, workDir, template: options.vs }));
  }
  const measured = { name: basename(dir), workers, chunks, summary: summarise(own), runs: own };
  if (peer.length === 0) return measured;
  const compared = { ...measured, peer: summarise(peer), peerRuns: peer };
  return { ...compared, ratios: toRatios(compared) };
}

async function measureAll() {
  const workDir = mkdtempSync(join(tmpdir(), 'framelane-bench-'));
  const cases = [];
  try {
    for (const dir of compositions) {
      for (const workers of workerCounts) {
        for (const chunks of chunkCounts) cases.push(await measureCase(dir, workers, chunks, workDir));
      }
    }
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  return cases;
}

const cases = await measureAll();
const machine = {
  cpu: cpus()[0].model,
  cpuCount: cpus().length,
  platform: `${process.platform}-${process.arch}`,
  node: process.version,
};

console.log(
  `\n${machine.cpuCount} × ${machine.cpu}, ${machine.platform}, Node ${machine.node}; medians of ${runCount}\n`,
);
console.log('What it cost');
console.table(cases.map(toResourceRow));
console.log('CPU by kind of process');
console.table(cases.map(toCpuRow));
console.log('Where the time went (chunk phases are summed over the chunks)');
console.table(cases.map(toPhaseRow));
if (options.vs !== undefined) {
  console.log(`Against: ${options.vs}\nRatios are peer ÷ Framelane: above 1 Framelane needs less`);
  console.table(cases.map(toRatioRow));
  const mean = geometricMean(cases.map(({ ratios }) => ratios.wall));
  console.log(`Geometric mean of the wall ratios: ${mean.toFixed(2)}`);
}
if (options.json !== undefined) {
  writeFileSync(
    options.json,
    `${JSON.stringify({ machine, runs: runCount, peer: options.vs ?? null, cases }, null, 2)}\n`,
  );
}
