import { BrowserWindow, nativeTheme } from 'electron';
import { APP_PATHS } from '../app-paths.js';
import { APP_ORIGIN } from '../security/own-page.js';
import { showContextMenu } from './context-menu.js';
import { MIN_SIZE, placeWindow, readWindowState, saveWindowState } from './window-bounds.js';

/** The themes' surfaces: what is seen before the page has drawn. */
const BACKGROUND = { dark: '#141414', light: '#FFFFFF' } as const;

export interface CreateWindowOptions {
  /** Where the window's place is kept. */
  readonly stateFile: string;
  readonly workAreas: readonly Electron.Rectangle[];
  readonly allowDevTools: boolean;
}

/** Opens the window where it was, with a page that has no more rights than a page in a browser. */
export function createWindow({ stateFile, workAreas, allowDevTools }: CreateWindowOptions): BrowserWindow {
  const state = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Framelane',
    icon: APP_PATHS.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    show: false,
    webPreferences: {
      preload: APP_PATHS.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: allowDevTools,
    },
  });
  window.once('ready-to-show', () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  window.on('close', () => saveWindowState(stateFile, window));
  window.on('focus', () => window.flashFrame(false));
  showContextMenu(window);
  // It rejects when the load was broken off, by a reload or the window's end; a page that dies is recovered elsewhere.
  window.loadURL(`${APP_ORIGIN}/`).catch(() => {});
  return window;
}
