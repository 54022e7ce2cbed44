// Pictures of every screen, from real runs of the examples: `npm run screenshots` renews docs/screenshots. With
// `-- <folder>` it writes each screen in light and dark and in two sizes there instead, to look at.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root, TOOLS } from './lib/run-step.mjs';

const folder = process.argv[2];
const outDir = resolve(root, folder ?? 'docs/screenshots');
const SIZES =
  folder === undefined
    ? [{ width: 1440, height: 900 }]
    : [
        { width: 960, height: 640 },
        { width: 1440, height: 900 },
      ];
const SCHEMES = folder === undefined ? ['dark'] : ['light', 'dark'];

await ensureBuilt();
const { requireBrowser } = await import('../dist/browser/index.js');
const { cacheDirOf } = await import('../dist/process/index.js');
const found = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });

// A home folder of its own, so that the pictures show nobody's paths, projects or runs.
const temporary = mkdtempSync(join(tmpdir(), 'framelane-'));
const home = join(temporary, 'ada');
const films = join(home, 'films');
cpSync(join(root, 'examples'), films, { recursive: true });
const browserPath = join(home, 'chrome-headless-shell');
symlinkSync(found.path, browserPath);
mkdirSync(outDir, { recursive: true });
const engine = spawn(process.execPath, [join(root, TOOLS.framelane), 'serve', '--no-open', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    HOME: home,
    ...{ XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    FRAMELANE_RUNS_DIR: join(home, 'runs'),
    FRAMELANE_BROWSER_PATH: browserPath,
  },
});
const browser = await chromium.launch({
  executablePath: found.path,
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await browser.newPage({ viewport: SIZES.at(-1), reducedMotion: 'reduce' });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`page: ${message.text()}`);
  });
  await page.goto(await addressOf(engine));
  await walk(page);
} finally {
  await browser.close();
  engine.kill('SIGINT');
  await new Promise((done) => engine.on('close', done));
  rmSync(temporary, { recursive: true, force: true });
}

/** Goes through the interface as a person would, with a picture at each stop. */
async function walk(page) {
  const shoot = (name) => takePictures(page, name);
  await page.getByText('Browser', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: /^Soundtrack/ }).waitFor();
  await page
    .getByText(/^This machine is ready|^Ready|^Not ready/)
    .first()
    .waitFor({ timeout: 60_000 });
  await shoot('home');

  await page.keyboard.press('Control+o');
  const folders = page.getByRole('dialog', { name: 'Open a composition' });
  await folders.getByLabel('Folder', { exact: true }).fill(films);
  await page.keyboard.press('Enter');
  await folders.getByRole('button', { name: /^soundtrack/ }).click();
  await page.getByRole('button', { name: 'Review…' }).click();
  await page.getByRole('dialog', { name: 'Trust this folder?' }).waitFor();
  await shoot('trust');
  await page.getByRole('button', { name: 'Trust folder' }).last().click();
  await page.getByText(/^≈/).first().waitFor({ timeout: 120_000 });
  await page.getByRole('radio', { name: 'At most' }).click();
  await page.getByLabel('Most chunks, as a number').fill('8');
  await page.getByRole('button', { name: 'Render 8 chunks' }).waitFor();
  await page.getByRole('button', { name: 'Freeze plan' }).click();
  await page.getByText('plan hash').waitFor({ timeout: 120_000 });
  await shoot('plan');

  await page.keyboard.press('Control+Enter');
  const progress = page.getByRole('progressbar', { name: 'Frames captured' });
  // Two workers may end their chunks at the same time, so that one of these numbers is never seen.
  const middle = [3, 4, 5].map((done) => `[aria-valuetext*="${done} of 8 chunks"]`).join(', ');
  await progress.and(page.locator(middle)).waitFor({ timeout: 300_000 });
  await page.keyboard.press('t');
  await page.waitForTimeout(300);
  await shoot('run');
  await page.getByRole('heading', { name: /^Finished and verified/ }).waitFor({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await shoot('report');
  await page.getByRole('tab', { name: /^Chunks/ }).click();
  await page.getByRole('treegrid', { name: 'Chunks' }).getByRole('row').nth(3).click();
  await page.keyboard.press('Enter');
  await shoot('chunk');
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.waitForTimeout(500);
  if (folder !== undefined) await shoot('log');

  await page.keyboard.press('Control+5');
  await page.getByRole('heading', { name: 'History' }).waitFor();
  await shoot('history');
  await page.keyboard.press('Control+Shift+D');
  await page
    .getByRole('button', { name: /^Probe/ })
    .first()
    .click();
  await page.waitForTimeout(3000);
  await shoot('diagnostics');
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: 'Appearance' }).waitFor();
  await shoot('settings');
  await page.keyboard.press('Control+k');
  await shoot('palette');
  await page.keyboard.press('Escape');
}

async function takePictures(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      // Canvases are drawn in the next frame after the theme has changed.
      await page.waitForTimeout(150);
      const file = folder === undefined ? `${name}.png` : `${name}-${colorScheme}-${size.width}.png`;
      await page.screenshot({ path: join(outDir, file) });
    }
  }
  console.log(name);
}

async function addressOf(child) {
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line);
    if (url !== undefined) return url;
  }
  throw new Error('the engine ended before it said its address');
}
