import { Menu } from 'electron';
import type { MenuCommand } from '../../renderer/api/shell.js';
import { buildMenu, type MenuOptions } from './build-menu.js';

/** The menu of the app, kept as the page says: its commands, their keys, and which can be used now. */
export class ApplicationMenu {
  readonly #options: Omit<MenuOptions, 'commands'>;
  #shown: readonly MenuCommand[] = [];

  constructor(options: Omit<MenuOptions, 'commands'>) {
    this.#options = options;
    this.#build();
  }

  /** Takes the page's commands. An open menu stays open when only their use has changed. */
  show(commands: readonly MenuCommand[]): void {
    const rebuild = outline(commands) !== outline(this.#shown);
    this.#shown = commands;
    if (rebuild) this.#build();
    else {
      const menu = Menu.getApplicationMenu();
      for (const { id, enabled } of commands) {
        const item = menu?.getMenuItemById(id);
        if (item) item.enabled = enabled;
      }
    }
  }

  #build(): void {
    Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu({ ...this.#options, commands: this.#shown })));
  }
}

function outline(commands: readonly MenuCommand[]): string {
  return JSON.stringify(commands.map(({ id, title, group, keys }) => [id, title, group, keys]));
}
