import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '#src/browser/index.js';
import { reapOrphans } from '#src/process/index.js';
import { browserPath, launch, MOVING_BOX, makeSite } from './site.js';

let workDir: string;
let cacheDir: string;
const size = { widthPx: 64, heightPx: 64, gl: 'software' } as const;

beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'framelane-work-'));
  cacheDir = await mkdtemp(join(tmpdir(), 'framelane-cache-'));
});
afterEach(async () => {
  await rm(workDir, { recursive: true, force: true });
  await rm(cacheDir, { recursive: true, force: true });
});

/** Processes of a group that are more than zombies. */
async function groupMembers(group: number): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.filter((stat) => {
    const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(processGroup) === group && state !== 'Z';
  });
}

async function script(text: string): Promise<string> {
  const path = join(workDir, 'browser.sh');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

describe.runIf(process.platform === 'linux')("a browser's process", () => {
  it('leaves nothing behind when it is closed', async () => {
    const session = await launch({ workDir, cacheDir });
    expect(session.alive).toBe(true);
    expect(await readdir(workDir)).toHaveLength(1);
    expect(await readdir(join(cacheDir, 'processes'))).toEqual([`${session.pid}.json`]);
    expect(await session.rssBytes()).toBeGreaterThan(20 * 1024 ** 2);
    await session.close();
    await session.close();
    expect(session.alive).toBe(false);
    // What was killed at the end, a zygote for example, may take a moment to be gone.
    await expect.poll(() => groupMembers(session.pid), { timeout: 10_000 }).toEqual([]);
    expect(await readdir(workDir)).toEqual([]);
    expect(await readdir(join(cacheDir, 'processes'))).toEqual([]);
  });

  it('is reported as crashed when it is killed while it captures', async () => {
    const site = await makeSite(MOVING_BOX);
    const session = await launch({ workDir });
    const page = await session.openPage(site.page);
    await page.waitUntilReady(10_000);
    const capture = async () => {
      for (let frame = 0; ; frame++) {
        await page.seek(frame % 60);
        await page.capture();
        if (frame === 3) process.kill(-session.pid, 'SIGKILL');
      }
    };
    await expect(capture()).rejects.toMatchObject({ code: 'BROWSER_CRASHED' });
    await page.close();
    await session.close();
    await site.remove();
    expect(session.alive).toBe(false);
    // What a signal has killed may take a moment to be gone.
    await expect.poll(() => groupMembers(session.pid), { timeout: 10_000 }).toEqual([]);
    expect(await readdir(workDir)).toEqual([]);
  });

  it('is ended by the next start when its owner was killed', async () => {
    const owner = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { launchBrowser } from '#src/browser/index.js';
         const session = await launchBrowser(JSON.parse(process.argv[1]));
         // Chrome ends with its pipe; a stopped one is what a hung one looks like.
         process.kill(-session.pid, 'SIGSTOP');
         console.log(session.pid);
         setInterval(() => {}, 1000);`,
        JSON.stringify({ ...size, browserPath: await browserPath(), workDir, cacheDir }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pid = await new Promise<number>((resolve) =>
      owner.stdout.once('data', (text) => resolve(Number(text))),
    );
    owner.kill('SIGKILL');
    await new Promise((resolve) => owner.once('exit', resolve));
    expect(await groupMembers(pid)).not.toEqual([]);
    expect(await reapOrphans(cacheDir)).toBe(1);
    await expect.poll(() => groupMembers(pid)).toEqual([]);
    expect(await readdir(workDir)).toEqual([]);
    expect(await reapOrphans(cacheDir)).toBe(0);
  });

  it('names the library that it misses', async () => {
    const path = await script(
      'echo "x: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127',
    );
    await expect(launchBrowser({ ...size, browserPath: path, workDir })).rejects.toMatchObject({
      code: 'BROWSER_LAUNCH_FAILED',
      message: expect.stringContaining('libnss3.so'),
      details: { stderrTail: expect.stringContaining('libnss3.so') },
    });
    expect(await readdir(workDir)).toEqual(['browser.sh']);
  });

  it('says how it ended when it ends at once', async () => {
    const path = await script('echo "last words" >&2; exit 3');
    await expect(launchBrowser({ ...size, browserPath: path, workDir })).rejects.toMatchObject({
      code: 'BROWSER_LAUNCH_FAILED',
      message: expect.stringMatching(/exit code 3.*last words/),
    });
  });

  it('is killed when the caller gives up while it starts', async () => {
    const path = await script('exec sleep 60');
    const abort = new AbortController();
    let pid = 0;
    const onSpawn = (spawned: number) => {
      pid = spawned;
      abort.abort();
    };
    const launched = launchBrowser({ ...size, browserPath: path, workDir, signal: abort.signal, onSpawn });
    await expect(launched).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(pid).toBeGreaterThan(0);
    expect(await groupMembers(pid)).toEqual([]);
    expect(await readdir(workDir)).toEqual(['browser.sh']);
  });
});
