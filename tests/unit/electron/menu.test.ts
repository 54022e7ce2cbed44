import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./fake-electron.js'));

import { toAccelerator } from '../../../electron/menu/accelerator.js';
import { ApplicationMenu } from '../../../electron/menu/application-menu.js';
import type { MenuCommand } from '../../../renderer/api/shell.js';
import { COMMANDS } from '../../../renderer/app/commands.js';
import { Menu } from './fake-electron.js';

const commandsOf = (over: Partial<MenuCommand> = {}): MenuCommand[] =>
  COMMANDS.map(({ id, title, group, keys }) => ({ id, title, group, keys, enabled: true, ...over }));
const onCommand = vi.fn();
const menuOn = (platform: NodeJS.Platform) =>
  new ApplicationMenu({ platform, allowDevTools: false, onCommand });
const labels = () => Menu.current?.items.map(({ label, role }) => label ?? role);
const rolesIn = (menu: string) =>
  Menu.current?.items
    .find(({ label, role }) => (label ?? role) === menu)
    ?.submenu?.flatMap(({ role }) => role ?? []);

beforeEach(() => {
  onCommand.mockClear();
});

describe.each(['darwin', 'win32', 'linux'] as const)('the application menu on %s', (platform) => {
  it('holds every command of the interface and runs it by its id', () => {
    menuOn(platform).show(commandsOf());
    for (const { id, title } of COMMANDS) {
      const item = Menu.current?.getMenuItemById(id);
      expect(item).toMatchObject({ label: title, enabled: true });
      item?.click?.();
    }
    expect(onCommand.mock.calls.map(([id]) => id)).toEqual(COMMANDS.map(({ id }) => id));
  });

  it('has what the system expects before the page has said anything', () => {
    menuOn(platform);
    const mac = platform === 'darwin';
    expect(labels()).toEqual([
      ...(mac ? ['appMenu'] : []),
      '&File',
      'editMenu',
      '&View',
      'windowMenu',
      '&Help',
    ]);
    expect(rolesIn('&File')).toEqual(mac ? ['recentDocuments', 'close'] : ['quit']);
    expect(rolesIn('&View')).not.toContain('toggleDevTools');
    expect(rolesIn('&View')).toContain('zoomIn');
  });
});

describe('the application menu', () => {
  it('greys what cannot be used, in its place and without closing an open menu', () => {
    const menu = menuOn('linux');
    menu.show(commandsOf());
    const before = Menu.built;
    menu.show(commandsOf({ enabled: false }));
    expect(Menu.built).toBe(before);
    expect(Menu.current?.getMenuItemById('run.pause')?.enabled).toBe(false);
    menu.show(commandsOf());
    expect(Menu.current?.getMenuItemById('run.pause')?.enabled).toBe(true);
  });

  it('shows a shortcut that a person has chosen, and leaves its working to the page', () => {
    const menu = menuOn('linux');
    menu.show(commandsOf({ keys: 'Mod+Shift+L' }));
    expect(Menu.current?.getMenuItemById('run.pause')).toMatchObject({
      accelerator: 'CmdOrCtrl+Shift+L',
      registerAccelerator: false,
    });
    menu.show(commandsOf({ keys: null }));
    expect(Menu.current?.getMenuItemById('run.pause')?.accelerator).toBeUndefined();
  });

  it('makes a menu for a group it does not know', () => {
    menuOn('linux').show([
      { id: 'seam.next', title: 'Next & last', group: 'Compare', keys: null, enabled: true },
    ]);
    expect(labels()).toEqual(['&File', 'editMenu', '&View', 'Compare', 'windowMenu', '&Help']);
    expect(Menu.current?.getMenuItemById('seam.next')?.label).toBe('Next && last');
  });
});

describe('toAccelerator', () => {
  it.each([
    ['Mod+O', 'CmdOrCtrl+O'],
    ['Mod+Shift+D', 'CmdOrCtrl+Shift+D'],
    ['Mod+Alt+1', 'CmdOrCtrl+Alt+1'],
    ['Mod+,', 'CmdOrCtrl+,'],
    ['Mod+ArrowLeft', 'CmdOrCtrl+Left'],
    ['Mod+Enter', 'CmdOrCtrl+Enter'],
  ])('knows %s', (keys, accelerator) => expect(toAccelerator(keys)).toBe(accelerator));

  // Electron throws for a text that it does not know, and the menu would be gone.
  it.each(['P', 'Shift+R', 'Escape', '?', 'Mod+', 'Mod+Ä', 'Mod+Nothing', 'Super+X', ''])(
    'shows nothing for %j',
    (keys) => expect(toAccelerator(keys)).toBeNull(),
  );

  it('knows every default of the interface that has a modifier', () => {
    for (const { keys } of COMMANDS) {
      if (keys?.startsWith('Mod+')) expect(toAccelerator(keys)).not.toBeNull();
    }
  });
});
