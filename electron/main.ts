import { app, dialog, protocol } from 'electron';
import { APP_SCHEME } from './security/own-page.js';
import { startDesktop } from './start-desktop.js';
import { answerSquirrel } from './system/squirrel-event.js';

if (answerSquirrel(process.platform, process.argv, process.execPath) || !app.requestSingleInstanceLock()) {
  app.quit();
} else {
  // Before the app is ready: later the scheme would have an opaque origin.
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  app.enableSandbox();
  // Not awaited: Electron is ready only after this module has run to its end.
  startDesktop().catch((error: unknown) => {
    dialog.showErrorBox('Framelane could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
}
