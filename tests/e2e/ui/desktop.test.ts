import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHANNELS } from '../../../electron/ipc/channels.js';
import { writeComposition } from '../cli/composition.js';
import { expect as baseExpect, test } from './desktop.js';

/** The engine looks at the whole machine while it is asked: on a busy one that takes its time. */
const expect = baseExpect.configure({ timeout: 60_000 });

test('the desktop’s page: menu, dialog, chosen paths and an engine that dies', async ({
  desktop,
  framelane,
}) => {
  const { page } = desktop;
  await desktop.open();
  expect(desktop.commands.length).toBeGreaterThan(20);
  expect(desktop.isEnabled('project.open')).toBe(true);
  expect(desktop.isEnabled('project.render')).toBe(false);

  desktop.chosenPath = await writeComposition(join(framelane.dir, 'box'));
  await desktop.tellPage(CHANNELS.command, 'project.open');
  await expect(page.getByRole('heading', { name: 'box', exact: true })).toBeVisible();
  await expect.poll(() => desktop.isEnabled('project.render')).toBe(true);

  await desktop.tellPage(CHANNELS.command, 'view.settings');
  const folder = join(framelane.dir, 'films');
  await mkdir(folder);
  desktop.chosenPath = folder;
  const field = page.getByRole('textbox', { name: 'Output folder' });
  await expect(field).not.toBeEditable();
  await page.getByRole('button', { name: 'Choose…' }).first().press('Enter');
  await expect(field).toHaveValue(folder);
  expect(desktop.complaints).toEqual([]);

  await desktop.killEngine();
  await expect(page.getByText('The engine is not connected.')).toBeVisible();
  await expect(page.getByText('Engine connected')).toBeVisible();
  await expect(field).toHaveValue(folder);
});
