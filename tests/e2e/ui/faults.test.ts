import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SLOW_FRAMES, writeComposition } from '../cli/composition.js';
import { expect, test } from './app.js';

test('a browser that dies is replaced, an engine that dies is told and started again, a closed program goes on later', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await writeComposition(join(framelane.dir, 'long'), { durationSec: '30', body: SLOW_FRAMES.repeat(4) });
  await app.open();
  await app.openFolder(framelane.dir, 'long');
  await page.getByRole('radio', { name: 'At most' }).click();
  await page.getByLabel('Most chunks, as a number').fill('6');
  await page.getByRole('button', { name: 'Trust folder' }).click();
  await expect(app.renderButton).toHaveText('Render 6 chunks');
  await page.keyboard.press('Control+Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });

  // The worker's row says which process its browser is.
  const worker = inspector.getByText(/^Chunk \d+ · pid \d+$/).first();
  await expect(worker).toBeVisible({ timeout: 90_000 });
  await page.getByRole('tab', { name: /^Problems/ }).click();
  const crash = page.getByText(/attempt 1: BROWSER_CRASHED/).first();
  await expect(async () => {
    // Between two chunks nobody misses a browser: then the next one is killed.
    const pid = Number(/pid (\d+)/.exec((await worker.textContent({ timeout: 1000 })) ?? '')?.[1]);
    if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
    await expect(crash).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(inspector.getByText(/session [2-9]$/).first()).toBeVisible({ timeout: 60_000 });

  await page.reload();
  await page.getByRole('tab', { name: /^Problems/ }).click();
  await expect(crash).toBeVisible();
  const progress = page.getByRole('progressbar', { name: 'Frames captured' });
  await expect(progress).toHaveAttribute('aria-valuetext', /, [1-5] of 6 chunks done$/, {
    timeout: 90_000,
  });

  await app.killEngine();
  await expect(page.getByText('The engine is not connected.')).toBeVisible();
  await expect(page.getByText('Engine connected')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'The run is interrupted' })).toBeVisible();
  await expect.poll(() => app.renderProcesses(), { timeout: 60_000 }).toEqual([]);

  await app.stop('SIGKILL');
  await app.start();
  await app.open();
  const notice = page.getByRole('region', { name: 'Interrupted runs' });
  await expect(notice).toContainText('“long” was interrupted');
  await notice.getByRole('button', { name: 'Resume' }).click();
  await expect(app.verdict).toBeVisible({ timeout: 150_000 });
  await expect(page.getByRole('article', { name: 'Report' })).toContainText(/[1-9]\d* re-used/);
});

test('a missing ffmpeg is a card with the fix, on Home, in Diagnostics and when a render is asked for', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.goTo('Control+,', 'Appearance');
  await page.getByLabel('FFmpeg', { exact: true }).fill('/nowhere/ffmpeg');
  await page.keyboard.press('Enter');
  await app.goTo('Control+1', 'Not ready to render');
  await app.goTo('Control+Shift+D', /^Not ready: \d+ things? missing/);
  await expect(page.getByText('/nowhere/ffmpeg').first()).toBeVisible();
  expect(await app.findViolations()).toEqual([]);

  await app.goTo('Control+1', 'Samples');
  await page.getByRole('button', { name: /^CSS only/ }).click();
  const card = page.getByRole('article', { name: 'FFmpeg was not found' }).first();
  await expect(card).toBeVisible({ timeout: 60_000 });
  await expect(card).toContainText('/nowhere/ffmpeg');
  expect(await app.findViolations()).toEqual([]);
  await card.getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: /Not ready/ })).toBeVisible();
});
