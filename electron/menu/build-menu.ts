import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../renderer/api/shell.js';
import { toAccelerator } from './accelerator.js';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly allowDevTools: boolean;
  /** Every command of the interface; none before its page has told them. */
  readonly commands: readonly MenuCommand[];
  readonly onCommand: (commandId: string) => void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };
/** The groups that have their place; others come between View and Window, under their own names. */
const PLACED = new Set(['Project', 'Run', 'View', 'Help']);

/** The application menu: every command of the interface, and what each system expects besides. */
export function buildMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, allowDevTools, commands } = options;
  const isMac = platform === 'darwin';
  const only = (shown: boolean, ...extra: MenuItemConstructorOptions[]) => (shown ? extra : []);
  const items = (group: string) =>
    commands.filter((command) => command.group === group).map((command) => toItem(command, options));
  const others = new Set(commands.map(({ group }) => group).filter((group) => !PLACED.has(group)));
  const run = items('Run');
  const view = items('View');
  const help = items('Help');
  return [
    ...only(isMac, { role: 'appMenu' }),
    {
      label: '&File',
      submenu: [
        ...items('Project'),
        ...only(isMac, { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }),
        SEPARATOR,
        ...only(isMac, { role: 'close' }),
        ...only(!isMac, { role: 'quit' }),
      ],
    },
    { role: 'editMenu' },
    ...only(run.length > 0, { label: '&Run', submenu: run }),
    {
      label: '&View',
      submenu: [
        ...view,
        ...only(view.length > 0, SEPARATOR),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...only(allowDevTools, SEPARATOR, { role: 'toggleDevTools' }),
      ],
    },
    ...[...others].map((group) => ({ label: group, submenu: items(group) })),
    { role: 'windowMenu' },
    {
      role: 'help',
      label: '&Help',
      submenu: [...help, ...only(!isMac && help.length > 0, SEPARATOR), ...only(!isMac, { role: 'about' })],
    },
  ];
}

/**
 * The keys themselves are the page's: there they can be changed, and there they know what has the focus. The menu only
 * shows them; macOS has no menu item that only shows its key, and asks the page first.
 */
function toItem({ id, title, keys, enabled }: MenuCommand, options: MenuOptions): MenuItemConstructorOptions {
  const accelerator = toAccelerator(keys);
  return {
    id,
    label: title.replaceAll('&', '&&'),
    enabled,
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    click: () => options.onCommand(id),
  };
}
