import { app, powerMonitor, protocol, session, shell } from 'electron';
import { z } from 'zod';
import { APP_PATHS } from './app-paths.js';
import { EngineClient } from './engine/engine-client.js';
import { CHANNELS } from './ipc/channels.js';
import { serveShellApi } from './ipc/shell-api.js';
import { ApplicationMenu } from './menu/application-menu.js';
import { PathHandles } from './path-handles.js';
import { serveApp } from './protocol/serve-app.js';
import { lockContents, lockSession } from './security/lock-down.js';
import { APP_SCHEME } from './security/own-page.js';
import { BackgroundTray } from './system/background-tray.js';
import { askForPath, askToLeave } from './system/dialogs.js';
import { LeaveGuard } from './system/leave-guard.js';
import { notify } from './system/notify.js';
import { dragFile, openFile } from './system/outputs.js';
import { ActivityDisplay } from './system/show-activity.js';
import { MainWindow } from './window/main-window.js';

/** What a second instance says before it ends. */
const secondInstanceSchema = z.object({ opened: z.string().nullable() });

/**
 * Joins the parts of the shell and opens the window. What rendering means is the engine's business alone.
 * @param opened absolute path of the composition that the app was started with.
 */
export async function startDesktop(opened: string | null): Promise<void> {
  const allowDevTools = !app.isPackaged;
  const tray = new BackgroundTray();
  const activity = new ActivityDisplay(() => window.current);
  const handles = new PathHandles((handle, path) => engine.announceHandle(handle, path));
  const engine = new EngineClient({
    modulePath: APP_PATHS.engine,
    handles: () => handles.entries(),
    onActivity: (now) => activity.show(now),
    onGone: (exitCode) => window.current?.webContents.send(CHANNELS.engineGone, exitCode),
  });
  const leave = new LeaveGuard({
    isRendering: () => activity.isRendering,
    ask: () => askToLeave(window.current),
    keepRunning: () => {
      tray.show(showWindow, () => app.quit());
      window.current?.hide();
    },
    stopEngine: () => engine.close(),
    quit: () => app.quit(),
  });
  const window = new MainWindow({
    allowDevTools,
    onClose: (event) => leave.onWindowClose(event),
    onSessionEnd: () => leave.onShutdown(),
    onOpened: () => activity.refresh(),
  });

  const showWindow = () => {
    tray.hide();
    window.show();
  };
  const takeProject = (path: string): string => {
    app.addRecentDocument(path);
    return handles.issue(path);
  };
  let openedEarly = opened;
  /** Shows the window, with a composition when one was asked for. Before the app is ready it waits. */
  const open = (path: string | null): void => {
    if (!app.isReady()) openedEarly = path ?? openedEarly;
    else {
      showWindow();
      if (path !== null) window.send(CHANNELS.openPath, takeProject(path));
    }
  };

  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const said = secondInstanceSchema.safeParse(data);
    open(said.success ? said.data.opened : null);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('activate', () => open(null));
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
  // Electron passes an event that delays the end; its types do not say so.
  powerMonitor.on('shutdown', ((event: Electron.Event) => leave.onShutdown(event)) as () => void);
  const menu = new ApplicationMenu({
    platform: process.platform,
    allowDevTools,
    onCommand: (commandId) => {
      tray.hide();
      window.send(CHANNELS.command, commandId);
    },
  });
  serveShellApi(
    {
      connectEngine: () => engine.connect(),
      askForPath,
      takePath: (path, kind) => (kind === 'project' ? takeProject(path) : handles.issue(path)),
      outputPath: (runId) => engine.outputPath(runId),
      showInFolder: (path) => shell.showItemInFolder(path),
      openFile,
      dragFile,
      notify: (note) =>
        notify(note, window.current, () => {
          tray.hide();
          window.send(CHANNELS.openRun, note.runId);
        }),
      showCommands: (commands) => menu.show(commands),
    },
    (contents) => contents === window.current?.webContents,
  );
  open(openedEarly);
}
