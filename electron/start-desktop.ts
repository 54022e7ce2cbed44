import { join } from 'node:path';
import { app, type BrowserWindow, Menu, protocol, screen, session, shell } from 'electron';
import { APP_PATHS } from './app-paths.js';
import { EngineClient } from './engine/engine-client.js';
import { CHANNELS } from './ipc/channels.js';
import { serveShellApi } from './ipc/shell-api.js';
import { buildMenu } from './menu/build-menu.js';
import { PathHandles } from './path-handles.js';
import { serveApp } from './protocol/serve-app.js';
import { lockContents, lockSession } from './security/lock-down.js';
import { APP_SCHEME } from './security/own-page.js';
import { BackgroundTray } from './system/background-tray.js';
import { askForPath, askToLeave, tellPageIsBroken } from './system/dialogs.js';
import { LeaveGuard } from './system/leave-guard.js';
import { notify } from './system/notify.js';
import { findOpenedPath } from './system/opened-files.js';
import { dragFile, openFile } from './system/outputs.js';
import { ActivityDisplay } from './system/show-activity.js';
import { createWindow } from './window/create-window.js';
import { recoverPage } from './window/recover-page.js';

/** Joins the parts of the shell and opens the window. What rendering means is the engine's business alone. */
export async function startDesktop(): Promise<void> {
  const allowDevTools = !app.isPackaged;
  let window: BrowserWindow | null = null;
  const activity = new ActivityDisplay(() => window);
  const tray = new BackgroundTray();
  const handles = new PathHandles((handle, path) => engine.announceHandle(handle, path));
  const engine = new EngineClient({
    modulePath: APP_PATHS.engine,
    handles: () => handles.entries(),
    onActivity: (now) => activity.show(now),
    onGone: (exitCode) => window?.webContents.send(CHANNELS.engineGone, exitCode),
  });
  const leave = new LeaveGuard({
    isRendering: () => activity.isRendering,
    ask: () => askToLeave(window),
    keepRunning: () => {
      tray.show(showWindow, () => app.quit());
      window?.hide();
    },
    stopEngine: () => engine.close(),
    quit: () => app.quit(),
  });

  function showWindow(): BrowserWindow {
    tray.hide();
    if (window === null) {
      const created = createWindow({
        stateFile: join(app.getPath('userData'), 'window.json'),
        workAreas: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
        allowDevTools,
      });
      recoverPage(created, tellPageIsBroken);
      created.on('close', (event) => leave.onWindowClose(event));
      created.on('closed', () => {
        window = null;
      });
      window = created;
      activity.refresh();
      return created;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  }
  const takePath = (path: string): string => {
    app.addRecentDocument(path);
    return handles.issue(path);
  };
  /** Sends now, or once the page that is being loaded can receive. */
  const send = (channel: string, value: string): void => {
    const { webContents } = showWindow();
    if (webContents.isLoadingMainFrame()) {
      webContents.once('did-finish-load', () => webContents.send(channel, value));
    } else webContents.send(channel, value);
  };
  const openPath = (path: string): void => send(CHANNELS.openPath, takePath(path));

  app.on('second-instance', (_event, argv, cwd) => {
    const path = findOpenedPath(argv.slice(1), cwd);
    if (path === null) showWindow();
    else openPath(path);
  });
  let openedEarly = findOpenedPath(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
  // macOS tells of an opened file before the app is ready, too.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (app.isReady()) openPath(path);
    else openedEarly = path;
  });
  app.on('activate', () => showWindow());
  app.on('before-quit', (event) => leave.onBeforeQuit(event));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  lockContents(app);

  await app.whenReady();
  lockSession(session.defaultSession, allowDevTools);
  protocol.handle(
    APP_SCHEME,
    serveApp({ uiDir: APP_PATHS.ui, outputPath: (runId) => engine.outputPath(runId) }),
  );
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      buildMenu({
        platform: process.platform,
        allowDevTools,
        onCommand: (commandId) => send(CHANNELS.command, commandId),
      }),
    ),
  );
  serveShellApi(
    {
      connectEngine: () => engine.connect(),
      askForPath,
      takePath,
      outputPath: (runId) => engine.outputPath(runId),
      showInFolder: (path) => shell.showItemInFolder(path),
      openFile,
      dragFile,
      notify: (note) => notify(note, () => send(CHANNELS.command, 'view.run')),
    },
    (contents) => contents === window?.webContents,
  );
  showWindow();
  if (openedEarly !== null) openPath(openedEarly);
}
