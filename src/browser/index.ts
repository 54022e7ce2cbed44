export { startFileServer } from './file-server.js';
export { type FindBrowserOptions, findBrowser, requireBrowser } from './find-browser.js';
export { installBrowser } from './install-browser.js';
export type { InstallBrowserOptions } from './install-options.js';
export { launchBrowser } from './launch-browser.js';
export { judgeSandbox, type SandboxVerdict } from './sandbox.js';
export type {
  BrowserSession,
  CapturedFrame,
  CompositionPage,
  FileServer,
  LaunchOptions,
  OpenPageOptions,
  PageNotice,
  PageWatch,
} from './types.js';
