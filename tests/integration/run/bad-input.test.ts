import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventsOf, leftovers, recordRun } from './recorded-run.js';
import { listFiles, useTinyProject } from './tiny-project.js';

const place = useTinyProject(1);

describe('a run that cannot succeed', () => {
  it('names an output folder that cannot be made', async () => {
    await writeFile(join(place.dir, 'file'), '');
    const outputPath = join(place.dir, 'file', 'out.mp4');
    const run = await recordRun(place, 'unwritable', { outputPath });
    expect(run.outcome.error).toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    expect(String(run.outcome.error)).toContain(join(place.dir, 'file'));
    expect(run.events.at(-1)).toMatchObject({ type: 'error', error: { code: 'OUTPUT_NOT_WRITABLE' } });
    expect(eventsOf(run, 'plan-ready')).toEqual([]);
  });

  it('names a project that does not exist', async () => {
    const run = await recordRun({ ...place, projectDir: join(place.dir, 'nowhere') }, 'nowhere');
    expect(run.outcome.error).toMatchObject({ code: 'INPUT_NOT_FOUND' });
    expect(await listFiles(join(place.dir, 'out'))).toEqual([]);
  });

  it('names the script that throws, once: no chunk is tried again', async () => {
    const projectDir = join(place.dir, 'throwing');
    await mkdir(projectDir);
    await writeFile(
      join(projectDir, 'index.html'),
      `<!doctype html><div data-composition-id="main" data-width="320" data-height="180" data-duration="2" data-no-timeline></div>
<script>addEventListener('hf-seek', (event) => { if (event.detail.time > 1.7) throw new Error('broken at the end'); })</script>`,
    );
    const run = await recordRun({ ...place, projectDir }, 'throwing', { config: { chunkSize: 20 } });
    expect(run.outcome.error).toMatchObject({ code: 'COMPOSITION_ERROR' });
    expect(String(run.outcome.error)).toContain('broken at the end');
    expect(eventsOf(run, 'chunk-retry')).toEqual([]);
    const failed = eventsOf(run, 'chunk-failed');
    expect(failed).toMatchObject([{ chunkIndex: 2, error: { details: { chunkIndex: 2, frameIndex: 52 } } }]);
    expect(await leftovers(run)).toEqual([]);
    expect(await listFiles(join(place.dir, 'out'))).toEqual([]);
  });
});

/** A file system of one MiB, where this user may make one. */
function tryMountTiny(): string | null {
  const dir = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' });
    return dir;
  } catch {
    execFileSync('rmdir', [dir]);
    return null;
  }
}

const tinyDisk = process.platform === 'linux' ? tryMountTiny() : null;
if (tinyDisk === null)
  process.stderr.write('No full disk was tried: this user may not mount a file system.\n');

describe.runIf(tinyDisk !== null)('on a full disk', () => {
  const disk = tinyDisk ?? '';
  afterAll(() => {
    execFileSync('umount', [disk]);
    execFileSync('rmdir', [disk]);
  });

  it('a run ends with DISK_FULL, also in its last event, and leaves no process', async () => {
    await writeFile(join(disk, 'filler'), Buffer.alloc(960 * 1024));
    const config = { chunkSize: 15, format: 'mov' as const };
    const outputPath = join(place.dir, 'out', 'full.mov');
    const run = await recordRun(place, 'full', { config, outputPath, runDir: join(disk, 'run') });
    expect(run.outcome.error).toMatchObject({ code: 'DISK_FULL' });
    expect(run.events.at(-1)).toMatchObject({ type: 'error', error: { code: 'DISK_FULL' } });
    expect(eventsOf(run, 'chunk-retry')).toEqual([]);
    expect(await leftovers(run)).toEqual([]);
    expect((await listFiles(disk)).filter((path) => path.includes('.partial-'))).toEqual([]);
  });
});
