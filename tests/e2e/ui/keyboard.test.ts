import { expect, test } from './app.js';

/** What Tab stops at, once per group that the arrow keys move within. */
const STOPS = 'a[href], button, input, select, summary, [tabindex="0"]';

test('Tab comes to everything on every screen, visibly, and out again', async ({ app }) => {
  const { page } = app;
  await app.open();
  for (const [keys, heading] of [
    ['Control+1', 'Samples'],
    ['Control+2', 'No project is open'],
    ['Control+3', 'No run yet'],
    ['Control+5', 'History'],
    ['Control+Shift+D', /ready|Checking/i],
    ['Control+,', 'Appearance'],
  ] as const) {
    await app.goTo(keys, heading);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const wanted = await page.locator(`main :is(${STOPS}):visible:not([tabindex="-1"])`).count();
    const seen = new Set<string>();
    const unseen: string[] = [];
    for (let press = 0; press < wanted + 30; press++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body || element.closest('main') === null) return null;
        const { outlineStyle, boxShadow, outlineWidth } = getComputedStyle(element);
        const all = [...document.querySelectorAll('*')];
        return {
          key: String(all.indexOf(element)),
          name: element.outerHTML.slice(0, 120),
          visible: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
        };
      });
      if (at === null) continue;
      if (!at.visible) unseen.push(at.name);
      seen.add(at.key);
    }
    expect(unseen, `${keys}: focus that is not seen`).toEqual([]);
    expect(seen.size, `${keys}: stops`).toBeGreaterThanOrEqual(wanted);
  }
});

test('forced colours, more contrast and reduced motion keep every screen usable', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', contrast: 'more' });
  await app.open();
  for (const [keys, heading] of [
    ['Control+1', 'Drop a composition here'],
    ['Control+3', 'No run yet'],
    ['Control+,', 'Appearance'],
  ] as const) {
    await app.goTo(keys, heading);
    expect(await app.findViolations(), keys).toEqual([]);
    const moving = await page.evaluate(
      () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
    );
    expect(moving, keys).toBe(0);
  }
  expect(app.complaints).toEqual([]);
});
