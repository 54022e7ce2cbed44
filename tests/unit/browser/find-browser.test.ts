import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '#src/browser/find-browser.js';

let root: string;
const env = (more: Record<string, string> = {}) => ({ PATH: join(root, 'bin'), HOME: root, ...more });
const find = (browserPath?: string, more: Record<string, string> = {}) =>
  findBrowser({ browserPath, env: env(more), cacheDir: join(root, 'cache') });

/** A program that answers `--version` as Chrome does, or fails as it does without its libraries. */
async function fakeBrowser(path: string, runs = true): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  const missing = 'error while loading shared libraries: libnss3.so: cannot open shared object file';
  await writeFile(
    file,
    runs ? '#!/bin/sh\necho Chromium 156.0.1\n' : `#!/bin/sh\necho "${missing}" >&2\nexit 127\n`,
  );
  await chmod(file, 0o755);
  return file;
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'framelane-find-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.runIf(process.platform !== 'win32')('findBrowser', () => {
  it('takes the setting before the environment', async () => {
    const set = await fakeBrowser('set');
    const other = await fakeBrowser('other');
    expect(await find(set, { FRAMELANE_BROWSER_PATH: other })).toMatchObject({
      path: set,
      source: 'setting',
    });
    expect(await find(undefined, { FRAMELANE_BROWSER_PATH: other })).toMatchObject({
      path: other,
      source: 'environment',
    });
  });

  it('refuses a path that was set and does not exist, though there is another browser', async () => {
    await fakeBrowser('bin/chromium-headless-shell');
    await expect(find(join(root, 'gone'))).rejects.toMatchObject({
      code: 'BROWSER_NOT_FOUND',
      message: expect.stringContaining(join(root, 'gone')),
    });
  });

  it('says which library a path that was set misses', async () => {
    const broken = await fakeBrowser('broken', false);
    await expect(find(undefined, { FRAMELANE_BROWSER_PATH: broken })).rejects.toMatchObject({
      code: 'BROWSER_NOT_FOUND',
      message: expect.stringContaining('libnss3.so'),
    });
  });

  it('prefers the cache to the system, and a headless shell to a full browser', async () => {
    const full = await fakeBrowser('bin/chromium');
    expect(await find()).toMatchObject({ path: full, source: 'system' });
    const shell = await fakeBrowser('bin/chromium-headless-shell');
    expect(await find()).toMatchObject({ path: shell, source: 'system' });
    const cached = await fakeBrowser('cache/browser/chrome-headless-shell/linux-156/x/chrome-headless-shell');
    expect(await find()).toMatchObject({ path: cached, source: 'cache' });
  });

  it('passes over what does not run', async () => {
    await fakeBrowser('cache/browser/x/chrome-headless-shell', false);
    const shell = await fakeBrowser('bin/chromium-headless-shell');
    expect(await find()).toMatchObject({ path: shell });
  });
});
