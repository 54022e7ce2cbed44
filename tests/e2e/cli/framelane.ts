import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';

/** The checkout's folder. */
export const CHECKOUT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const BIN = join(CHECKOUT, 'dist/cli/main.js');

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every line of stdout as JSON; throws when one is not. */
  events(): Record<string, unknown>[];
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the first stdout line that fits; rejects when the command ends without one. */
  waitForLine(fits: (line: string) => boolean): Promise<string>;
}

export interface Framelane {
  /** A folder of this test's own; removed afterwards. */
  readonly dir: string;
  start(args: readonly string[], env?: Record<string, string>): Running;
  run(args: readonly string[], env?: Record<string, string>): Promise<Finished>;
  /** Names in `dir`, hidden ones included, sorted. */
  files(): Promise<string[]>;
}

/** Tests of the command line get `framelane`: the built program, started in a fresh folder. */
export const test = base.extend<{ framelane: Framelane }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from the pattern.
  framelane: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), 'framelane-e2e-'));
    const dir = join(root, 'work');
    await mkdir(dir);
    // Playwright sets FORCE_COLOR for what it starts; a user's shell does not.
    const own = { FORCE_COLOR: undefined, FRAMELANE_RUNS_DIR: join(root, 'runs') };
    const start: Framelane['start'] = (args, env = {}) =>
      follow(spawn(process.execPath, [BIN, ...args], { cwd: dir, env: { ...process.env, ...own, ...env } }));
    await use({
      dir,
      start,
      run: (args, env) => start(args, env).finished,
      files: async () => (await readdir(dir)).sort(),
    });
    await rm(root, { recursive: true, force: true });
  },
});
export { expect } from '@playwright/test';

function follow(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const watch of watchers) watch();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout,
        stderr,
        events: () =>
          stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Record<string, unknown>),
      }),
    );
  });
  return {
    child,
    finished,
    waitForLine: (fits) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const line = stdout.split('\n').slice(0, -1).find(fits);
          if (line === undefined) return;
          watchers.delete(watch);
          resolve(line);
        };
        watchers.add(watch);
        watch();
        void finished.then(({ stderr: text }) => reject(new Error(`ended before the line came: ${text}`)));
      }),
  };
}
