import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeComposition } from '../cli/composition.js';
import { expect, test } from './app.js';

test('the list of the home folder, when it comes late, leaves the field alone in which somebody is', async ({
  app,
  framelane,
}) => {
  const { page } = app;
  await writeComposition(join(framelane.dir, 'box'));
  await mkdir(join(framelane.dir, 'home/films'));
  const held = new Promise<() => void>((resolve) => {
    void page.routeWebSocket(/./, (socket) => {
      const engine = socket.connectToServer();
      let first: string | null = null;
      socket.onMessage((message) => {
        const { method, id } = JSON.parse(String(message)) as { method: string; id: string };
        if (method === 'folders.list') first ??= id;
        engine.send(message);
      });
      engine.onMessage((message) => {
        const { id } = JSON.parse(String(message)) as { id?: string };
        if (first === null || id !== first) socket.send(message);
        else resolve(() => socket.send(message));
      });
    });
  });
  await app.open();
  await page.keyboard.press('Control+o');
  const sheet = page.getByRole('dialog', { name: 'Open a composition' });
  const field = sheet.getByLabel('Folder', { exact: true });
  await field.click();
  const letThrough = await held;
  letThrough();
  await expect(sheet.getByRole('button', { name: 'films' })).toBeVisible();
  await page.keyboard.insertText(framelane.dir);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('button', { name: /^box/ })).toBeVisible();
  await expect(field).toHaveValue(framelane.dir);
});
