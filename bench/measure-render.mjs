import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillCommand, measureCommand } from './measure-command.mjs';
import { combineFrameTimes } from './statistics.mjs';

/** The built command line. */
export const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/**
 * Renders a composition with the built command line.
 * @param request workers and chunks; `args` of every render; `env`, whose cache of frames is emptied before; `compare`
 * tells how alike a film is to what was painted, null: nothing does.
 * @returns one measurement; see README.md for its fields.
 */
export async function measureFramelane({ dir, workDir, workers, chunks, args, env, compare }) {
  const output = join(workDir, 'framelane.mp4');
  const runDir = join(workDir, 'run');
  const options = ['--json', '--run-dir', runDir, ...args];
  if (chunks !== 'auto') options.push('--max-chunks', String(chunks));
  if (workers !== 'auto') options.push('--workers', String(workers));
  forgetFilms(env);
  try {
    const command = [CLI, 'render', dir, '-o', output, ...options];
    const measured = await measureCommand(process.execPath, command, { env });
    return { ...(await toMeasurement(measured, output, compare)), ...readEvents(measured.stdout) };
  } finally {
    rmSync(runDir, { recursive: true, force: true });
    rmSync(output, { force: true });
  }
}

/**
 * Renders it with somebody else's command, in which `{dir}`, `{name}` and `{out}` stand for the composition's folder, its
 * name, and the file. The folder is a fresh copy, as some write into it.
 */
export async function measurePeer({ dir, workDir, template, env, compare }) {
  const folder = join(workDir, 'peer');
  const name = basename(dir);
  const copy = join(folder, 'project', name);
  const output = join(folder, 'out', `${name}.mp4`);
  mkdirSync(join(folder, 'out'), { recursive: true });
  cpSync(dir, copy, { recursive: true });
  forgetFilms(env);
  const command = fillCommand(template, { dir: copy, name, out: output });
  try {
    const measured = await measureCommand(command, [], { shell: true, env });
    if (!existsSync(output)) {
      const written = readdirSync(join(folder, 'out')).join(', ') || 'nothing';
      throw new Error(`The peer wrote no ${output}; it wrote: ${written}`);
    }
    return await toMeasurement(measured, output, compare);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Deletes the frames that plans have kept of films: other renderers extract them each time. */
function forgetFilms({ FRAMELANE_CACHE_DIR }) {
  rmSync(join(FRAMELANE_CACHE_DIR, 'video-frames'), { recursive: true, force: true });
}

async function toMeasurement({ wallSec, cpuSec, cpuSecByKind, peakBytes }, output, compare) {
  const likeness = compare === null ? {} : await compare(output);
  return { wallSec, cpuSec, cpuSecByKind, peakBytes, outputBytes: statSync(output).size, ...likeness };
}

/** What the events on stdout say beyond the clock: frames, and seconds per phase summed over the chunks. */
function readEvents(stdout) {
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const find = (type) => events.find((event) => event.type === type);
  const result = find('result');
  const chunks = events.filter(({ type }) => type === 'chunk-done');
  const phases = { plan: (find('plan-ready').atMs - find('run-started').atMs) / 1000 };
  let framesCaptured = 0;
  let framesReused = 0;
  for (const { result: chunk } of chunks) {
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
    captureMs: combineFrameTimes(chunks.map((event) => event.result.captureMsPerFrame)),
    /** From the first chunk's start to the last one's end. */
    chunksSec: (chunks.at(-1).atMs - find('chunk-started').atMs) / 1000,
    phases,
  };
}
