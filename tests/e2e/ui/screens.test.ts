import { expect, test } from './app.js';

test('every screen is reached by keyboard and breaks no rule of accessibility, in both themes', async ({
  app,
}) => {
  await app.open();
  for (const colorScheme of ['dark', 'light'] as const) {
    await app.page.emulateMedia({ colorScheme });
    for (const [keys, heading] of [
      ['Control+1', 'Drop a composition here'],
      ['Control+2', 'No project is open'],
      ['Control+3', 'No run yet'],
      ['Control+5', 'History'],
      ['Control+Shift+D', /ready|Checking/i],
      ['Control+,', 'Appearance'],
    ] as const) {
      await app.goTo(keys, heading);
      expect(await app.findViolations(), `${keys} in ${colorScheme}`).toEqual([]);
    }
  }
  await app.page.keyboard.press('Control+k');
  await app.page.getByPlaceholder('Type a command').fill('history');
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { name: 'History' })).toBeVisible();
  await app.page.keyboard.press('?');
  await expect(app.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await app.findViolations()).toEqual([]);
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
  expect(app.complaints).toEqual([]);
});

test('the token leaves the address bar and a reload still gets in; without it the engine stays closed', async ({
  app,
}) => {
  await app.open();
  expect(app.page.url()).not.toContain('token');
  await app.page.reload();
  await expect(app.page.getByText('Engine connected')).toBeVisible();
  const stranger = await app.page.context().newPage();
  await stranger.goto(new URL('/', app.url).href);
  await expect(stranger.getByText('The engine does not know this window.')).toBeVisible();
  await stranger.goto(app.url);
  await expect(stranger.getByText('The engine does not know this window.')).toBeVisible();
});

test('nothing is wider than a window of 960 by 640', async ({ app }) => {
  await app.page.setViewportSize({ width: 960, height: 640 });
  await app.open();
  for (const keys of ['Control+1', 'Control+2', 'Control+3', 'Control+5', 'Control+Shift+D', 'Control+,']) {
    await app.page.keyboard.press(keys);
    const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, keys).toBeLessThanOrEqual(0);
  }
});
