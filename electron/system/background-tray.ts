import { Menu, nativeImage, Tray } from 'electron';
import { APP_PATHS } from '../app-paths.js';

/** The icon in the tray, there while the app renders without a window. */
export class BackgroundTray {
  #tray: Tray | null = null;

  show(onOpen: () => void, onQuit: () => void): void {
    if (this.#tray !== null) return;
    const tray = new Tray(nativeImage.createFromPath(APP_PATHS.trayIcon));
    tray.setToolTip('Framelane is rendering');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Show Framelane', click: onOpen },
        { type: 'separator' },
        { label: 'Quit', click: onQuit },
      ]),
    );
    tray.on('click', onOpen);
    this.#tray = tray;
  }

  hide(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }
}
