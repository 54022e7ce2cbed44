import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SLOW_FRAMES, writeComposition } from '../cli/composition.js';
import { expect, test } from './app.js';

test('open, trust, plan, render, look at a chunk, find the verified file; all by keyboard but the folder', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await writeComposition(join(framelane.dir, 'box'));
  await app.open();
  await app.openFolder(framelane.dir, 'box');

  await expect(page.getByText('Restricted: nothing of this folder runs')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const gate = page.getByRole('dialog', { name: 'Trust this folder?' });
  await expect(gate).toContainText('sandbox is');
  expect(await app.findViolations()).toEqual([]);
  await gate.getByRole('button', { name: 'Trust folder' }).press('Enter');
  await expect(gate).toHaveCount(0);

  await page.getByRole('radio', { name: 'At most' }).press('Space');
  const slider = page.getByRole('slider', { name: 'Most chunks' });
  await slider.press('Home');
  await expect(app.renderButton).toHaveText('Render 1 chunk');
  await page.getByLabel('Most chunks, as a number').fill('2');
  await expect(app.renderButton).toHaveText('Render 2 chunks');
  await expect(page.getByText('All fonts are in the project')).toBeVisible({ timeout: 60_000 });
  expect(await app.findViolations()).toEqual([]);

  await page.keyboard.press('Control+Enter');
  await expect(app.chunkRows).toHaveCount(3, { timeout: 60_000 });
  await page.reload();
  await expect(app.verdict).toBeVisible({ timeout: 120_000 });
  expect(await app.findViolations()).toEqual([]);

  await page.getByRole('tab', { name: /^Chunks/ }).press('Enter');
  await app.chunkRows.nth(1).press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'Chunk 1' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('SwiftShader');
  expect(await app.findViolations()).toEqual([]);

  await page.getByRole('tab', { name: 'Report' }).press('Enter');
  await expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('href', /^\/output\//);
  const shown = await page.getByRole('article', { name: 'Report' }).locator('p[title]').getAttribute('title');
  const file = shown ?? '';
  expect(existsSync(file)).toBe(true);
  const frames = execFileSync('ffprobe', [
    ...['-v', 'error', '-count_frames', '-select_streams', 'v:0'],
    ...['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', file],
  ]);
  expect(Number(String(frames).trim())).toBe(20);
  expect(app.complaints).toEqual([]);
});

test('cancel stops the run, leaves no process, keeps what is done; resume finishes it', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await writeComposition(join(framelane.dir, 'long'), { durationSec: '15', body: SLOW_FRAMES });
  await app.open();
  await app.openFolder(framelane.dir, 'long');
  await page.getByRole('radio', { name: 'At most' }).click();
  await page.getByLabel('Most chunks, as a number').fill('6');
  await page.getByRole('button', { name: 'Trust folder' }).click();
  await expect(app.renderButton).toHaveText('Render 6 chunks');
  await page.keyboard.press('Control+Enter');

  const progress = page.getByRole('progressbar', { name: 'Frames captured' });
  await expect(progress).toHaveAttribute('aria-valuetext', /, [1-9]\d* of 6 chunks done$/, {
    timeout: 90_000,
  });
  await page.keyboard.press('Control+.');
  // On a slow machine the run has worked for more than a minute, and is stopped after a question only.
  const stopped = page.getByRole('heading', { name: 'The run is stopped' });
  const confirm = page.getByRole('button', { name: 'Stop now' });
  await expect(stopped.or(confirm)).toBeVisible({ timeout: 60_000 });
  if (await confirm.isVisible()) await confirm.click();
  await expect(stopped).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => app.renderProcesses()).toEqual([]);
  await expect(page.getByText(/^[1-9]\d* of 6 are kept/)).toBeVisible();

  await page.getByRole('article', { name: 'Report' }).getByRole('button', { name: 'Resume' }).click();
  await expect(app.verdict).toBeVisible({ timeout: 150_000 });
  await expect(page.getByRole('article', { name: 'Report' })).toContainText(/[1-9]\d* re-used/);
});
