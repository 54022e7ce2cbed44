import { resolve } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { APP_SCHEME } from './security/own-page.js';
import { startDesktop } from './start-desktop.js';
import { findOpenedPath } from './system/opened-files.js';
import { answerSquirrel } from './system/squirrel-event.js';

// A checkout's Electron is told of the app's own folder, and that is no composition.
const args = process.argv.slice(1).filter((argument) => resolve(argument) !== app.getAppPath());
const opened = findOpenedPath(args, process.cwd());

if (
  answerSquirrel(process.platform, process.argv, process.execPath) ||
  // What this start was to open, for the instance that runs already: Chromium adds to a second instance's arguments.
  !app.requestSingleInstanceLock({ opened })
) {
  app.quit();
} else {
  // Notices belong to the shortcut that the installer made, by its name.
  if (process.platform === 'win32') app.setAppUserModelId('com.squirrel.framelane.framelane');
  // Before the app is ready: later the scheme would have an opaque origin.
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  app.enableSandbox();
  // Not awaited: Electron is ready only after this module has run to its end.
  startDesktop(opened).catch((error: unknown) => {
    dialog.showErrorBox('Framelane could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
}
