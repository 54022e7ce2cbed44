import { defineConfig } from '@playwright/test';

// The command line is tested as users have it: dist/, real tools, real files. No browser of Playwright's own is needed.
export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 180_000,
  // A condition is waited for; how long that takes on a busy machine is no part of a test.
  expect: { timeout: 30_000 },
  // Renders share the machine's cores with each other: more at once only makes each slower.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: { video: 'off', trace: 'off', screenshot: 'off' },
});
