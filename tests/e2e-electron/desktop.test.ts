import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeComposition } from '../e2e/cli/composition.js';
import { type Desktop, expect, test } from './desktop.js';

/** Answers the next dialog for a path. */
async function choose({ app }: Desktop, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}
const clickMenu = ({ app }: Desktop, id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
const isEnabled = ({ app }: Desktop, id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.enabled ?? null, id);

test('open by the dialog, trust, render, find the verified file', async ({ desktop, framelane }) => {
  const { page, home } = desktop;
  const project = await writeComposition(join(framelane.dir, 'box'));
  await expect(page.getByText('Engine connected')).toBeVisible();
  expect(await isEnabled(desktop, 'project.render')).toBe(false);

  await choose(desktop, project);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('heading', { name: 'box', exact: true })).toBeVisible();
  await expect.poll(() => isEnabled(desktop, 'project.render')).toBe(true);
  await page.keyboard.press('Control+Enter');
  const gate = page.getByRole('dialog', { name: 'Trust this folder?' });
  await gate.getByRole('button', { name: 'Trust folder' }).press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: /^Finished and verified/ })).toBeVisible({
    timeout: 120_000,
  });
  expect(existsSync(join(home, 'Videos/Framelane/box.mp4'))).toBe(true);
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible();
  expect(desktop.complaints).toEqual([]);
});

test('the window has a page’s rights only, and the page cannot leave or reach out', async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page.getByText('Engine connected')).toBeVisible();
  expect(page.url()).toMatch(/^framelane:\/\/app\//);
  const found = await page.evaluate(async () => {
    const fails = (promise: Promise<unknown>) =>
      promise.then(
        () => false,
        () => true,
      );
    return {
      node:
        typeof (globalThis as { require?: unknown }).require +
        typeof (globalThis as { process?: unknown }).process,
      network: await fails(fetch('https://example.com/')),
      files: await fails(fetch('file:///etc/passwd')),
      window: window.open('https://example.com/') === null,
      camera: await fails(navigator.mediaDevices.getUserMedia({ video: true })),
      upward: (await fetch('framelane://app/..%2f..%2fpackage.json')).status,
    };
  });
  expect(found).toEqual({
    node: 'undefinedundefined',
    network: true,
    files: true,
    window: true,
    camera: true,
    upward: 403,
  });
  await page.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  await expect(page.getByText('Engine connected')).toBeVisible();
  expect(app.windows()).toHaveLength(1);
});

test('an engine that dies is told, started again, and the page is as before', async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page.getByText('Engine connected')).toBeVisible();
  await clickMenu(desktop, 'view.diagnostics');
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  const enginePid = () =>
    app.evaluate(
      ({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Framelane engine')?.pid ?? 0,
    );
  const before = await enginePid();
  process.kill(before, 'SIGKILL');
  await expect.poll(enginePid).not.toBe(before);
  await expect(page.getByText('Engine connected')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
});

test('a page that dies is loaded again', async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page.getByText('Engine connected')).toBeVisible();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const text = () =>
    app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText') ?? '',
    );
  await expect.poll(text).toContain('Engine connected');
});

test('a second start opens its composition in the first one’s window', async ({ desktop, framelane }) => {
  const { page } = desktop;
  await expect(page.getByText('Engine connected')).toBeVisible();
  const project = await writeComposition(join(framelane.dir, 'second'));
  await desktop.startAgain([project]);
  await expect(page.getByRole('heading', { name: 'second', exact: true })).toBeVisible();
  expect(desktop.app.windows()).toHaveLength(1);
});
