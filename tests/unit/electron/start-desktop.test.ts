import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CHANNELS } from '../../../electron/ipc/channels.js';
import type * as Fakes from './fake-electron.js';

let electron: typeof Fakes;
let dir: string;
let project: string;

/** The app anew: every module, and every fake. */
async function start(opened: string | null = null) {
  vi.resetModules();
  vi.doMock('electron', () => import('./fake-electron.js'));
  electron = (await import('electron')) as unknown as typeof Fakes;
  electron.app.userData = dir;
  const { startDesktop } = await import('../../../electron/start-desktop.js');
  const started = startDesktop(opened);
  electron.app.becomeReady();
  await started;
}
const windowOf = () => {
  const window = electron.BrowserWindow.all.at(-1);
  if (window === undefined) throw new Error('no window');
  return window;
};
const ownEvent = () => {
  const { webContents } = windowOf();
  return { sender: webContents, senderFrame: webContents.mainFrame };
};
/** What the page asks, as it comes over the process's border: by structured clone. */
const invoke = (channel: string, ...args: unknown[]) =>
  electron.ipcMain.handlers.get(channel)?.(ownEvent(), ...structuredClone(args)) as Promise<unknown>;
const send = (channel: string, ...args: unknown[]) =>
  electron.ipcMain.listeners.get(channel)?.(ownEvent(), ...structuredClone(args));
const engineOf = () => {
  const child = electron.utilityProcess.started.at(-1);
  if (child === undefined) throw new Error('no engine');
  return child;
};
async function connectEngine() {
  const connected = invoke(CHANNELS.requestPort);
  engineOf().emit('message', { kind: 'ready' });
  await connected;
}
const render = (over: Record<string, unknown> = {}) =>
  engineOf().emit('message', {
    kind: 'activity',
    activity: { runs: 1, share: 0.5, paused: false, failedChunks: 0, ...over },
  });
const sentTo = (channel: string) =>
  windowOf()
    .webContents.send.mock.calls.filter(([name]) => name === channel)
    .map(([, value]) => value);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-desktop-'));
  project = join(dir, 'promo');
  await mkdir(project);
  await writeFile(join(project, 'index.html'), '<p>');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the window', () => {
  it('has the rights of a page in a browser and shows only the interface', async () => {
    await start();
    const window = windowOf();
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
    expect(String((window.options.webPreferences as { preload: string }).preload)).toMatch(/preload\.cjs$/);
    expect(window.loadURL).toHaveBeenCalledWith('framelane://app/');
    expect([...electron.protocol.handlers.keys()]).toEqual(['framelane']);
    for (const name of ['permissionRequest', 'permissionCheck', 'device', 'displayMedia', 'request']) {
      expect(electron.session.defaultSession.handlers[name]).toBeTypeOf('function');
    }
  });

  it('is shown when its page has been drawn, and opens again where it was', async () => {
    await start();
    expect(windowOf().show).not.toHaveBeenCalled();
    windowOf().emit('ready-to-show');
    expect(windowOf().show).toHaveBeenCalled();
    windowOf().emit('close', { preventDefault() {} });
    await start();
    expect(windowOf().options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
  });

  it('is reloaded when its process dies, until that is no accident', async () => {
    await start();
    const { webContents } = windowOf();
    for (let n = 0; n < 3; n++) webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(webContents.reload).toHaveBeenCalledTimes(3);
    expect(electron.dialog.showErrorBox).not.toHaveBeenCalled();
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(webContents.reload).toHaveBeenCalledTimes(3);
    expect(electron.dialog.showErrorBox).toHaveBeenCalled();
  });
});

describe('a composition', () => {
  it('that the app was started with opens once the page can receive it', async () => {
    await start(project);
    const { webContents } = windowOf();
    expect(sentTo(CHANNELS.openPath)).toHaveLength(1);
    expect(electron.app.addRecentDocument).toHaveBeenCalledWith(project);
    webContents.loading = true;
    electron.app.emit('open-file', { preventDefault() {} }, project);
    expect(sentTo(CHANNELS.openPath)).toHaveLength(1);
    webContents.emit('did-finish-load');
    expect(sentTo(CHANNELS.openPath)).toHaveLength(2);
  });

  it('reaches the page as a handle and the engine as a path, also an engine that starts later', async () => {
    await start(project);
    const [handle] = sentTo(CHANNELS.openPath);
    expect(handle).toMatch(/^path-/);
    await connectEngine();
    expect(engineOf().sent[0]?.message).toEqual({ kind: 'handle', handle, path: project });
  });

  it('of a second start opens in the window that is there', async () => {
    await start();
    electron.app.emit('second-instance', {}, ['/usr/bin/framelane', '/etc'], '/', { opened: project });
    expect(sentTo(CHANNELS.openPath)).toHaveLength(1);
    expect(windowOf().focus).toHaveBeenCalled();
    electron.app.emit('second-instance', {}, [], '/', { opened: 17 });
    electron.app.emit('second-instance', {}, [], '/', null);
    expect(sentTo(CHANNELS.openPath)).toHaveLength(1);
    expect(electron.BrowserWindow.all).toHaveLength(1);
  });

  it('is remembered as recent, other chosen paths are not', async () => {
    await start();
    electron.dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/opt/chrome'] });
    expect(await invoke(CHANNELS.openDialog, 'executable')).toMatch(/^path-/);
    expect(electron.app.addRecentDocument).not.toHaveBeenCalled();
    electron.dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: [project] });
    await invoke(CHANNELS.openDialog, 'project');
    expect(electron.app.addRecentDocument).toHaveBeenCalledWith(project);
  });
});

describe('a render under way', () => {
  it('shows on the taskbar, keeps the computer awake, and lets it go', async () => {
    await start();
    await connectEngine();
    render();
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(0.5, { mode: 'normal' });
    expect(electron.powerSaveBlocker.start).toHaveBeenCalledWith('prevent-app-suspension');
    render({ share: null });
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(2, { mode: 'indeterminate' });
    render({ paused: true });
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(0.5, { mode: 'paused' });
    render({ failedChunks: 2 });
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(0.5, { mode: 'error' });
    expect(electron.app.setBadgeCount).toHaveBeenLastCalledWith(2);
    render({ runs: 0, share: null });
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(-1, { mode: 'none' });
    expect(electron.app.setBadgeCount).toHaveBeenLastCalledWith(0);
    expect(electron.powerSaveBlocker.start).toHaveBeenCalledTimes(1);
    expect(electron.powerSaveBlocker.stop).toHaveBeenCalledWith(7);
  });

  const quit = () => {
    const event = { preventDefault: vi.fn() };
    electron.app.emit('before-quit', event);
    return event;
  };

  it('goes on in the tray when that is chosen, and comes back from there', async () => {
    await start();
    await connectEngine();
    render();
    electron.dialog.showMessageBox.mockResolvedValue({ response: 0 });
    expect(quit().preventDefault).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.Tray.all).toHaveLength(1));
    expect(windowOf().hide).toHaveBeenCalled();
    expect(electron.app.quit).not.toHaveBeenCalled();
    electron.Tray.all[0]?.emit('click');
    expect(windowOf().show).toHaveBeenCalled();
    expect(electron.Tray.all[0]?.destroy).toHaveBeenCalled();
  });

  it('is ended before the app when that is chosen', async () => {
    await start();
    await connectEngine();
    render();
    electron.dialog.showMessageBox.mockResolvedValue({ response: 1 });
    quit();
    await vi.waitFor(() => expect(engineOf().sent.at(-1)?.message).toEqual({ kind: 'close' }));
    expect(electron.app.quit).not.toHaveBeenCalled();
    engineOf().emit('exit', 0);
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled());
    expect(quit().preventDefault).not.toHaveBeenCalled();
    expect(sentTo(CHANNELS.engineGone)).toEqual([]);
  });

  it('goes on when the question is closed, and does not end with its window', async () => {
    await start();
    await connectEngine();
    render();
    electron.dialog.showMessageBox.mockResolvedValue({ response: 2 });
    const event = { preventDefault: vi.fn() };
    windowOf().emit('close', event);
    expect(event.preventDefault).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.dialog.showMessageBox).toHaveBeenCalledTimes(1));
    expect(engineOf().sent.map(({ message }) => message.kind)).not.toContain('close');
    expect(electron.app.quit).not.toHaveBeenCalled();
  });

  it('is ended without a question at the end of the session', async () => {
    await start();
    await connectEngine();
    render();
    const event = { preventDefault: vi.fn() };
    electron.powerMonitor.emit('shutdown', event);
    expect(event.preventDefault).toHaveBeenCalled();
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
    expect(engineOf().sent.at(-1)?.message).toEqual({ kind: 'close' });
    engineOf().emit('exit', 0);
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled());
  });
});

describe('the engine', () => {
  it('that dies is told to the page, shows no render, and starts again when the page asks', async () => {
    await start(project);
    await connectEngine();
    render();
    engineOf().emit('exit', 139);
    expect(sentTo(CHANNELS.engineGone)).toEqual([139]);
    expect(windowOf().setProgressBar).toHaveBeenLastCalledWith(-1, { mode: 'none' });
    await connectEngine();
    expect(electron.utilityProcess.started).toHaveLength(2);
    // The new one knows the paths that are open.
    expect(engineOf().sent[0]?.message).toMatchObject({ kind: 'handle', path: project });
    expect(windowOf().webContents.postMessage).toHaveBeenCalledTimes(2);
  });
});

describe('notices', () => {
  const NOTE = { title: 'Done\u202e', body: 'promo.mp4', runId: 'run-7' };
  it('come only while no window has the focus, and open their run', async () => {
    await start();
    electron.BrowserWindow.focused = windowOf();
    send(CHANNELS.notify, NOTE);
    expect(electron.Notification.shown).toEqual([]);
    electron.BrowserWindow.focused = null;
    send(CHANNELS.notify, NOTE);
    expect(electron.Notification.shown.map(({ options }) => options.title)).toEqual(['Done ']);
    expect(windowOf().flashFrame).toHaveBeenCalledWith(true);
    electron.Notification.shown[0]?.emit('click');
    expect(sentTo(CHANNELS.openRun)).toEqual(['run-7']);
    windowOf().emit('focus');
    expect(windowOf().flashFrame).toHaveBeenLastCalledWith(false);
  });
});

describe('the menu', () => {
  it('sends its commands to the page', async () => {
    await start();
    const command = { id: 'run.pause', title: 'Pause', group: 'Run', keys: null, enabled: true };
    send(CHANNELS.setCommands, [command]);
    electron.Menu.current?.getMenuItemById('run.pause')?.click?.();
    expect(sentTo(CHANNELS.command)).toEqual(['run.pause']);
  });

  it('of a text field is the system’s, and other places have none', async () => {
    await start();
    const { webContents } = windowOf();
    const can = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true };
    webContents.emit('context-menu', {}, { isEditable: false, editFlags: can, selectionText: ' ' });
    expect(electron.Menu.popups).toEqual([]);
    webContents.emit('context-menu', {}, { isEditable: false, editFlags: can, selectionText: 'sha' });
    webContents.emit('context-menu', {}, { isEditable: true, editFlags: can, selectionText: '' });
    const roles = electron.Menu.popups.map(({ items }) => items.flatMap(({ role }) => role ?? []));
    expect(roles).toEqual([['copy'], ['cut', 'copy', 'paste', 'selectAll']]);
  });
});
