import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A composition of 320x180 at 30 frames per second whose every frame differs from the others. */
export async function writeTinyProject(
  projectDir: string,
  durationSec: number,
  colour = '#e63',
): Promise<void> {
  await mkdir(projectDir, { recursive: true });
  await writeFile(
    join(projectDir, 'index.html'),
    `<!doctype html>
<style>
  @keyframes move { from { transform: translateX(0) } to { transform: translateX(250px) rotate(90deg) } }
  body { margin: 0; background: #102030 }
  #box { width: 60px; height: 60px; background: ${colour}; animation: move ${durationSec}s linear both }
</style>
<div data-composition-id="main" data-width="320" data-height="180" data-fps="30" data-no-timeline
     data-duration="${durationSec}"><div id="box"></div></div>
`,
  );
}

/** A temporary folder for the tests of one file, with a project of the given length in `project/`. */
export function useTinyProject(durationSec: number): { dir: string; projectDir: string } {
  const place = { dir: '', projectDir: '' };
  beforeAll(async () => {
    place.dir = await mkdtemp(join(tmpdir(), 'framelane-run-test-'));
    place.projectDir = join(place.dir, 'project');
    await writeTinyProject(place.projectDir, durationSec);
  });
  afterAll(() => rm(place.dir, { recursive: true, force: true }));
  return place;
}

/** Living processes whose command line holds a text. */
export async function findProcesses(text: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(text)) found.push(Number(name));
  }
  return found;
}

/** What a folder holds, recursively; empty when it does not exist. */
export async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}
