import { cp, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEventLog, readRunSnapshot } from '#src/run/index.js';
import { eventsOf, leftovers, type RecordedRun, recordRun } from './recorded-run.js';
import { listFiles, useTinyProject, writeTinyProject } from './tiny-project.js';

const place = useTinyProject(4);
const chunkPath = (run: RecordedRun, n: number) => join(run.runDir, 'chunks', `chunk-000${n}.mp4`);

describe('a cancelled run', () => {
  it('ends at once, says so last, and leaves no process and no half file', async () => {
    const abort = new AbortController();
    const run = await recordRun(place, 'cancelled', { signal: abort.signal }, () => abort.abort());
    expect(run.outcome.error).toMatchObject({ code: 'CANCELLED' });
    expect(run.events.at(-1)).toMatchObject({ type: 'error', error: { code: 'CANCELLED' } });
    expect(eventsOf(run, 'run-cancelling')).toHaveLength(1);
    const cancelled = eventsOf(run, 'chunk-cancelled').length;
    expect(cancelled + eventsOf(run, 'chunk-done').length).toBe(4);
    expect(cancelled).toBeGreaterThan(0);
    expect(await leftovers(run)).toEqual([]);
    expect((await listFiles(place.dir)).filter((path) => path.includes('.partial-'))).toEqual([]);
    expect((await listFiles(join(run.runDir, 'chunks'))).length).toBe(2 * eventsOf(run, 'chunk-done').length);
    expect(await listFiles(join(place.dir, 'out'))).toEqual([]);
    const snapshot = await readRunSnapshot(run.runDir);
    expect(snapshot).toMatchObject({ state: 'cancelled', error: { code: 'CANCELLED' } });
  });

  it('does not begin when it was cancelled before', async () => {
    const run = await recordRun(place, 'never', { signal: AbortSignal.abort() });
    expect(run.outcome.error).toMatchObject({ code: 'CANCELLED' });
    expect(eventsOf(run, 'plan-ready')).toEqual([]);
  });

  it('stops while it plans', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const run = await recordRun(place, 'planning', { signal: abort.signal });
    expect(run.outcome.error).toMatchObject({ code: 'CANCELLED' });
    expect(await leftovers(run)).toEqual([]);
  });
});

describe('a resumed run', () => {
  /** A run that was cancelled after its first chunk. */
  async function interrupted(name: string): Promise<RecordedRun> {
    const abort = new AbortController();
    const run = await recordRun(place, name, { workers: 1, signal: abort.signal }, (_, { events }) => {
      const timer = setInterval(() => {
        if (!events.some(({ type }) => type === 'chunk-done')) return;
        clearInterval(timer);
        abort.abort();
      }, 5);
    });
    expect(run.outcome.error).toMatchObject({ code: 'CANCELLED' });
    return run;
  }

  it('renders only what is missing, renders damaged chunks again, and ends with the same bytes', async () => {
    const whole = await recordRun(place, 'whole');
    const first = await interrupted('resumed');
    const done = eventsOf(first, 'chunk-done').map(({ chunkIndex }) => chunkIndex);
    expect(done.length).toBeGreaterThan(0);
    const kept = await stat(chunkPath(first, 0));

    const second = await recordRun(place, 'resumed', { resume: true });
    expect(second.outcome.error).toBeUndefined();
    expect(eventsOf(second, 'chunk-reused').map(({ chunkIndex }) => chunkIndex)).toEqual(done);
    expect(eventsOf(second, 'chunk-started').map(({ chunkIndex }) => chunkIndex)).not.toContain(0);
    expect((await stat(chunkPath(first, 0))).mtimeMs).toBe(kept.mtimeMs);
    expect(second.outcome.result?.sha256).toBe(whole.outcome.result?.sha256);
    const events = await readEventLog(first.runDir);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));

    await truncate(chunkPath(first, 1), 500);
    const third = await recordRun(place, 'resumed', { resume: true });
    expect(eventsOf(third, 'chunk-started').map(({ chunkIndex }) => chunkIndex)).toEqual([1]);
    expect(third.outcome.result?.sha256).toBe(whole.outcome.result?.sha256);
  });

  it('refuses another configuration, naming it', async () => {
    await interrupted('config');
    const run = await recordRun(place, 'config', { resume: true, config: { chunkSize: 30, seed: 9 } });
    expect(run.outcome.error).toMatchObject({ code: 'CONFIG_INVALID', details: { field: 'seed' } });
  });

  it('refuses a composition that was changed, naming the file', async () => {
    const changing = { dir: place.dir, projectDir: join(place.dir, 'changing') };
    await cp(place.projectDir, changing.projectDir, { recursive: true });
    const abort = new AbortController();
    const options = { workers: 1, signal: abort.signal };
    await recordRun(changing, 'changed', options, () => abort.abort());
    await writeTinyProject(changing.projectDir, 4, '#36e');
    const run = await recordRun(changing, 'changed', { resume: true });
    expect(run.outcome.error).toMatchObject({ code: 'PLAN_HASH_MISMATCH' });
    expect(String(run.outcome.error)).toContain('index.html');
    expect((await listFiles(run.runDir)).filter((path) => path.startsWith('plan-now'))).toEqual([]);
  });

  it('refuses a plan that was edited', async () => {
    const first = await interrupted('edited');
    const path = join(first.runDir, 'plan', 'meta', 'encoder.json');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('"quality": "standard"', '"quality": "high"'),
    );
    const run = await recordRun(place, 'edited', { resume: true });
    expect(run.outcome.error).toMatchObject({ code: 'PLAN_HASH_MISMATCH' });
    expect(String(run.outcome.error)).toContain('encoder.json');
  });

  it('refuses to resume what is not there, and to start where a run is', async () => {
    const absent = await recordRun(place, 'absent', { resume: true });
    expect(absent.outcome.error).toMatchObject({ code: 'INPUT_NOT_FOUND' });
    await mkdir(join(place.dir, 'runs', 'taken'), { recursive: true });
    await cp(join(place.dir, 'runs', 'resumed', 'run.json'), join(place.dir, 'runs', 'taken', 'run.json'));
    const taken = await recordRun(place, 'taken');
    expect(taken.outcome.error).toMatchObject({ code: 'CONFIG_INVALID', details: { field: 'runDir' } });
  });
});
