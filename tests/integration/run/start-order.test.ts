import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixtureProject } from '../../helpers/fixture-project.js';
import { eventsOf, type RecordedRun, recordRun } from './recorded-run.js';
import { useTinyProject } from './tiny-project.js';

const tiny = useTinyProject(1);
let stateful: Awaited<ReturnType<typeof fixtureProject>>;
beforeAll(async () => {
  stateful = await fixtureProject('stateful');
});
afterAll(() => stateful.remove());

const place = () => ({ dir: tiny.dir, projectDir: stateful.projectDir });
const started = (run: RecordedRun) => eventsOf(run, 'chunk-started').map(({ chunkIndex }) => chunkIndex);

it('starts with the chunk that steps through most frames, resumes in that order, and joins by index', async () => {
  const options = { workers: 1, config: { chunkSize: 10 } };
  const run = await recordRun(place(), 'stateful', options);
  expect(run.outcome.error).toBeUndefined();
  expect(started(run)).toEqual([2, 1, 0]);
  expect(run.outcome.result?.chunks.map(({ index }) => index)).toEqual([0, 1, 2]);

  for (const name of ['chunk-0000.mp4', 'chunk-0001.mp4']) await rm(`${run.runDir}/chunks/${name}`);
  const resumed = await recordRun(place(), 'stateful', { ...options, resume: true });
  expect(resumed.outcome.error).toBeUndefined();
  expect(started(resumed)).toEqual([1, 0]);
  expect(resumed.outcome.result?.sha256).toBe(run.outcome.result?.sha256);
});
