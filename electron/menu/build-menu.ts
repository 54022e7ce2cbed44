import type { MenuItemConstructorOptions } from 'electron';
import { MENU_COMMANDS, type MenuCommand } from './menu-commands.js';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly allowDevTools: boolean;
  readonly onCommand: (commandId: string) => void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu: every command of the interface, and what each system expects besides. */
export function buildMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, allowDevTools } = options;
  const isMac = platform === 'darwin';
  const items = (group: keyof typeof MENU_COMMANDS) =>
    MENU_COMMANDS[group].map((command) => toItem(command, options));
  const only = (shown: boolean, ...extra: MenuItemConstructorOptions[]) => (shown ? extra : []);
  return [
    ...only(isMac, { role: 'appMenu' }),
    {
      label: '&File',
      submenu: [
        ...items('file'),
        ...only(isMac, { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }),
        SEPARATOR,
        ...only(isMac, { role: 'close' }),
        ...only(!isMac, { role: 'quit' }),
      ],
    },
    { role: 'editMenu' },
    { label: '&Run', submenu: items('run') },
    {
      label: '&View',
      submenu: [
        ...items('view'),
        SEPARATOR,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...only(allowDevTools, SEPARATOR, { role: 'toggleDevTools' }),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      label: '&Help',
      submenu: [...items('help'), ...only(!isMac, SEPARATOR, { role: 'about' })],
    },
  ];
}

/**
 * The keys themselves are the page's: there they can be changed, and there they know what has the focus. The menu shows
 * the default ones; macOS has no menu item that only shows its key, and asks the page first.
 */
function toItem({ id, label, accelerator }: MenuCommand, options: MenuOptions): MenuItemConstructorOptions {
  return {
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => options.onCommand(id),
  };
}
