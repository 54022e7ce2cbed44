import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  browserPidOf,
  eventsOf,
  leftovers,
  profileDirsOf,
  type RecordedRun,
  recordRun,
} from './recorded-run.js';
import { findProcesses, listFiles, useTinyProject } from './tiny-project.js';

const place = useTinyProject(6);
/** Four chunks, long enough to be disturbed in the middle. */
const config = { chunkSize: 45 };
const chunkDigests = (run: RecordedRun) => run.outcome.result?.chunks.map(({ sha256 }) => sha256);

let calm: RecordedRun;
beforeAll(async () => {
  calm = await recordRun(place, 'calm', { config });
});

async function expectSameAsCalm(run: RecordedRun): Promise<void> {
  expect(run.outcome.error).toBeUndefined();
  expect(chunkDigests(run)).toEqual(chunkDigests(calm));
  expect(run.outcome.result?.sha256).toBe(calm.outcome.result?.sha256);
  expect(await leftovers(run)).toEqual([]);
  expect(profileDirsOf(run.events).filter((dir) => existsSync(dir))).toEqual([]);
}

describe('an undisturbed run', () => {
  it('tells everything in order and leaves nothing but its files', async () => {
    expect(calm.outcome.error).toBeUndefined();
    const types = calm.events.map(({ type }) => type);
    expect(types[0]).toBe('run-started');
    expect(types.at(-1)).toBe('result');
    expect(calm.events.map(({ seq }) => seq)).toEqual(calm.events.map((_, n) => n));
    for (const type of ['plan-ready', 'budget', 'worker-ready', 'chunk-done', 'assemble-progress'] as const) {
      expect(types, type).toContain(type);
    }
    expect(eventsOf(calm, 'worker-ready').every(({ webgl }) => webgl.software)).toBe(true);
    expect(calm.outcome.result).toMatchObject({ frames: 180, assemble: { durationSec: 6 } });
    expect(calm.outcome.result?.chunks.map(({ start, end }) => [start, end])).toEqual([
      [0, 45],
      [45, 90],
      [90, 135],
      [135, 180],
    ]);
    expect(await leftovers(calm)).toEqual([]);
    expect(await listFiles(calm.runDir)).not.toContain('lock.json');
  });

  it.each([1, 4])('has the same bytes with %i workers', async (workers) => {
    const run = await recordRun(place, `workers-${workers}`, { config, workers });
    await expectSameAsCalm(run);
    expect(new Set(eventsOf(run, 'worker-ready').map(({ workerId }) => workerId)).size).toBe(workers);
  });

  it('keeps only its log and its request when nothing more is asked for', async () => {
    const run = await recordRun(place, 'lean', { config, keep: false });
    expect(run.outcome.error).toBeUndefined();
    expect(await listFiles(run.runDir)).toEqual(['events.jsonl', 'run.json']);
  });
});

describe('a run that is disturbed in the middle of a chunk', () => {
  it('survives a killed browser', async () => {
    const run = await recordRun(place, 'browser', { config }, (progress, { events }) => {
      process.kill(browserPidOf(progress, events), 'SIGKILL');
    });
    expect(eventsOf(run, 'chunk-retry')).toMatchObject([{ error: { code: 'BROWSER_CRASHED' } }]);
    await expectSameAsCalm(run);
  });

  it('survives a killed encoder', async () => {
    const run = await recordRun(place, 'encoder', { config }, async (_, { runDir }) => {
      const [pid] = await findProcesses(`${runDir}/chunks`);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    });
    expect(eventsOf(run, 'chunk-retry')).toMatchObject([{ error: { code: 'FFMPEG_FAILED' } }]);
    await expectSameAsCalm(run);
  });

  it('survives the loss of every process of its workers at once', async () => {
    const run = await recordRun(place, 'tree', { config }, async (_, { events, runDir }) => {
      const dirs = [...profileDirsOf(events), `${runDir}/chunks`];
      const pids = (await Promise.all(dirs.map(findProcesses))).flat();
      for (const pid of new Set(pids)) process.kill(pid, 'SIGKILL');
    });
    expect(eventsOf(run, 'chunk-retry').length).toBeGreaterThan(0);
    await expectSameAsCalm(run);
  });
});
