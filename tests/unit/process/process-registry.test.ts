import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  announceProcess,
  identifyProcess,
  isAlive,
  killTree,
  reapOrphans,
  TEMPORARY_PREFIX,
} from '#src/process/index.js';

let cacheDir: string;
const started: ChildProcess[] = [];

/** A process that sleeps, leader of its own group like the tools of a render. */
function sleeper(): { pid: number; ended: Promise<void> } {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  started.push(child);
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.once('exit', () => resolve())) };
}

/** What another Framelane wrote before it was killed. */
async function writeEntry(pid: number, startTicks: number | null, owner: number, folder: string | null) {
  await mkdir(join(cacheDir, 'processes'), { recursive: true });
  const entry = { process: { pid, startTicks }, owner: { pid: owner, startTicks: 1 }, folder };
  await writeFile(join(cacheDir, 'processes', `${pid}.json`), JSON.stringify(entry));
}

const entries = () => readdir(join(cacheDir, 'processes'));

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'framelane-registry-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) if (child.pid !== undefined) killTree(child.pid);
  await rm(cacheDir, { recursive: true, force: true });
});

describe.runIf(process.platform === 'linux')('reapOrphans', () => {
  it('ends a process whose owner is gone, and deletes its folder', async () => {
    const { pid, ended } = sleeper();
    const folder = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}orphan-`));
    await writeEntry(pid, (await identifyProcess(pid))?.startTicks ?? null, process.pid, folder);
    expect(await reapOrphans(cacheDir)).toBe(1);
    await ended;
    expect(isAlive(pid)).toBe(false);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
    expect(await entries()).toEqual([]);
  });

  it('leaves alone a process whose owner lives', async () => {
    const { pid } = sleeper();
    const crossOut = await announceProcess(cacheDir, pid, null);
    expect(await reapOrphans(cacheDir)).toBe(0);
    expect(isAlive(pid)).toBe(true);
    expect(await entries()).toEqual([`${pid}.json`]);
    await crossOut();
    expect(await entries()).toEqual([]);
  });

  it('leaves alone another process that was given the number since', async () => {
    const { pid } = sleeper();
    await writeEntry(pid, 12345, process.pid, null);
    expect(await reapOrphans(cacheDir)).toBe(0);
    expect(isAlive(pid)).toBe(true);
    expect(await entries()).toEqual([]);
  });

  it('deletes no folder that is not a temporary one of ours', async () => {
    const precious = join(cacheDir, 'precious');
    await mkdir(precious);
    await writeEntry(999_999_999, 1, process.pid, precious);
    await reapOrphans(cacheDir);
    expect(await readdir(precious)).toEqual([]);
  });

  it('clears away an entry that cannot be read', async () => {
    await mkdir(join(cacheDir, 'processes'), { recursive: true });
    await writeFile(join(cacheDir, 'processes', '12.json'), '{"process":');
    expect(await reapOrphans(cacheDir)).toBe(0);
    expect(await entries()).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('isAlive', () => {
  it('counts a zombie as gone', async () => {
    // The shell becomes `sleep`, which never collects the child that ends after that.
    const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(parent);
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number(text))),
    );
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });
});
