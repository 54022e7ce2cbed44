import { defineConfig } from '@playwright/test';

// The desktop app in its real window. Not part of `npm test`: `npm run e2e:electron` runs it where there is an Electron.
export default defineConfig({
  testDir: '.',
  timeout: 180_000,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: { video: 'off', trace: 'off', screenshot: 'off' },
});
