import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureCommand } from './measure-command.mjs';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** Renders a composition with the built command line. @returns one measurement; see README.md for its fields. */
export async function measureFramelane({ dir, workDir, workers, chunks, args }) {
  if (!existsSync(CLI)) throw new Error('dist/ is missing: run `npm run build` first.');
  const output = join(workDir, 'framelane.mp4');
  const runDir = join(workDir, 'run');
  const options = ['--json', '--run-dir', runDir, '--max-chunks', String(chunks), ...args];
  if (workers !== 'auto') options.push('--workers', String(workers));
  try {
    const measured = await measureCommand(process.execPath, [CLI, 'render', dir, '-o', output, ...options]);
    return { ...toMeasurement(measured, output), ...readEvents(measured.stdout) };
  } finally {
    rmSync(runDir, { recursive: true, force: true });
    rmSync(output, { force: true });
  }
}

/** Renders it with somebody else's command, in which `{dir}` and `{out}` stand for the composition and the file. */
export async function measurePeer({ dir, workDir, template }) {
  const folder = join(workDir, 'peer');
  mkdirSync(folder, { recursive: true });
  const output = join(folder, `${basename(dir)}.mp4`);
  const command = template.replaceAll('{dir}', dir).replaceAll('{out}', output);
  try {
    const measured = await measureCommand(command, [], { shell: true });
    if (!existsSync(output))
      throw new Error(
        `The peer wrote no ${output}; it wrote: ${readdirSync(folder).join(', ') || 'nothing'}`,
      );
    return toMeasurement(measured, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function toMeasurement({ wallSec, cpuSec, cpuSecByKind, peakBytes }, output) {
  return { wallSec, cpuSec, cpuSecByKind, peakBytes, outputBytes: statSync(output).size };
}

/** What the events on stdout say beyond the clock: frames, and seconds per phase summed over the chunks. */
function readEvents(stdout) {
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const find = (type) => events.find((event) => event.type === type);
  const result = find('result');
  const phases = { plan: (find('plan-ready').atMs - find('run-started').atMs) / 1000 };
  let framesCaptured = 0;
  let framesReused = 0;
  for (const { result: chunk } of events.filter(({ type }) => type === 'chunk-done')) {
    framesCaptured += chunk.framesCaptured;
    framesReused += chunk.framesReused;
    for (const [phase, ms] of Object.entries(chunk.phases)) phases[phase] = (phases[phase] ?? 0) + ms / 1000;
  }
  phases.assemble = result.assemble.durationMs / 1000;
  return {
    frames: result.frames,
    chunkCount: result.chunks.length,
    workerCount: find('budget').budget.workers,
    captureMode: result.chunks[0].captureMode,
    framesCaptured,
    framesReused,
    phases,
  };
}
