import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { tellPageIsBroken } from '../system/dialogs.js';
import { createWindow } from './create-window.js';
import { recoverPage } from './recover-page.js';

export interface MainWindowOptions {
  readonly allowDevTools: boolean;
  readonly onClose: (event: Electron.Event) => void;
  /** The system ends the session, on Windows; other systems tell the app. */
  readonly onSessionEnd: () => void;
  readonly onOpened: () => void;
}

/** The app's one window, which may be closed while the app goes on. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** Null while it is closed. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Brings the window to the front; opens it when it is closed. */
  show(): BrowserWindow {
    const window = this.#window;
    if (window === null) return this.#open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  }

  /** Shows the window and sends its page a message, now or once the page that is being loaded can receive. */
  send(channel: string, value: string): void {
    const { webContents } = this.show();
    if (webContents.isLoadingMainFrame()) {
      webContents.once('did-finish-load', () => webContents.send(channel, value));
    } else webContents.send(channel, value);
  }

  #open(): BrowserWindow {
    const window = createWindow({
      stateFile: join(app.getPath('userData'), 'window.json'),
      workAreas: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
      allowDevTools: this.#options.allowDevTools,
    });
    recoverPage(window, tellPageIsBroken);
    window.on('close', this.#options.onClose);
    window.on('session-end', this.#options.onSessionEnd);
    window.on('closed', () => {
      this.#window = null;
    });
    this.#window = window;
    this.#options.onOpened();
    return window;
  }
}
