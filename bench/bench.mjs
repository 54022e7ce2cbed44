// Renders compositions and prints what it cost; see README.md in this folder.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCompositions, prepareComposition } from './compositions.mjs';
import { describeMachine, prepareTools } from './machine.mjs';
import { measureFramelane, measurePeer } from './measure-render.mjs';
import { References } from './reference.mjs';
import {
  describeWallRatios,
  summarise,
  toCpuRow,
  toFrameRow,
  toGainRows,
  toPhaseRow,
  toRatioRow,
  toResourceRow,
} from './report.mjs';
import { pairsOf } from './statistics.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    workers: { type: 'string' },
    chunks: { type: 'string' },
    runs: { type: 'string', default: '1' },
    json: { type: 'string' },
    vs: { type: 'string', multiple: true, default: [] },
    'vs-lossless': { type: 'string', multiple: true, default: [] },
    arg: { type: 'string', multiple: true, default: [] },
    'no-ssim': { type: 'boolean', default: false },
  },
});

const list = (text) => text.split(',').map((part) => part.trim());
const wholeNumber = (text, name) => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name}: expected whole numbers from 1 (got "${text}")`);
  return Number(text);
};

const counts = (text, name) => list(text).map((part) => (part === 'auto' ? part : wholeNumber(part, name)));

const workerCounts = counts(options.workers ?? (options.quick ? '2' : '1,2'), 'workers');
const chunkCounts = counts(options.chunks ?? (options.quick ? '2' : '1,2,8'), 'chunks');
const runCount = wholeNumber(options.runs, 'runs');
/** `name: command`. */
const named = (text, index) => {
  const [, name = `peer ${index + 1}`, template] = /^(?:([\w.-]+):\s+)?(.+)$/s.exec(text) ?? [];
  if (template === undefined) throw new Error(`expected "name: command" (got "${text}")`);
  return { name, template };
};
const losslessPeers = options['vs-lossless'].map(named);
const peers = options.vs.map(named).map((peer) => {
  const lossless = losslessPeers.find(({ name }) => name === peer.name)?.template ?? null;
  return { ...peer, lossless };
});

const tools = await prepareTools(process.env);
const references = options['no-ssim'] ? null : new References({ ...tools, args: options.arg });
const workDir = mkdtempSync(join(tmpdir(), 'framelane-bench-'));

/** All cases of one composition; each run is a round of them and of every peer, so that a slow minute hits all. */
async function measureComposition(dir) {
  const name = basename(dir);
  const comparing = (lossless) =>
    references === null ? null : (film) => references.compare(dir, film, lossless);
  const pairs = pairsOf(workerCounts, chunkCounts).map((pair) => ({ ...pair, runs: [] }));
  const others = peers.map((peer) => ({ ...peer, runs: [] }));
  for (let run = 1; run <= runCount; run++) {
    const say = (what) => process.stderr.write(`${name}, run ${run} of ${runCount}: ${what}\n`);
    for (const pair of pairs) {
      say(`workers ${pair.workers}, chunks ${pair.chunks}`);
      pair.runs.push(
        await measureFramelane({
          dir,
          workDir,
          ...pair,
          args: options.arg,
          env: tools.env,
          compare: comparing(null),
        }),
      );
    }
    for (const peer of others.filter(({ error }) => error === undefined)) {
      say(peer.name);
      try {
        const { template, lossless } = peer;
        const compare = comparing(lossless);
        peer.runs.push(await measurePeer({ dir, workDir, template, env: tools.env, compare }));
      } catch (error) {
        // One that cannot render this composition is told, and does not end the others.
        process.stderr.write(`${error.message}\n`);
        peer.error = error.message.split('\n')[0];
      }
    }
  }
  const measuredPeers = others.map(({ error, ...peer }) =>
    error === undefined ? { ...peer, summary: summarise(peer.runs) } : { ...peer, error },
  );
  return pairs.map((pair) => ({ name, ...pair, summary: summarise(pair.runs), peers: measuredPeers }));
}

const cases = [];
try {
  const names = options.only === undefined ? null : list(options.only);
  for (const dir of findCompositions({ dirs: positionals, names, isQuick: options.quick })) {
    cases.push(...(await measureComposition(prepareComposition(dir, tools))));
  }
} finally {
  rmSync(workDir, { recursive: true, force: true });
}

const machine = describeMachine();
console.log(`\n${machine.summary}; medians of ${runCount}\n`);
console.log('What it cost');
console.table(cases.map(toResourceRow));
console.log('Frames and pictures');
console.table(cases.map(toFrameRow));
console.log('CPU by kind of process');
console.table(cases.map(toCpuRow));
console.log('Where the time went (chunk phases are summed over the chunks)');
console.table(cases.map(toPhaseRow));
const gains = toGainRows(cases);
if (gains.length > 0) {
  console.log('What the next worker gains; × is fewer ÷ more, above 1 the next worker needs less');
  console.table(gains);
}
if (peers.length > 0) {
  console.log(
    'Peers; × is peer ÷ Framelane, above 1 Framelane needs less; + is by how much Framelane is closer',
  );
  console.table(cases.flatMap((one) => one.peers.map((peer) => toRatioRow(one, peer))));
  console.log('Wall ratios of the fastest case of each composition');
  for (const { name } of peers) console.log(describeWallRatios(cases, name));
  if (peers.length > 1) console.log(describeWallRatios(cases, null));
}
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ machine, runs: runCount, peers, cases }, null, 2)}\n`);
}
