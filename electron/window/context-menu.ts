import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

/** The system's menu for text: what can be done with a field or a selection. Elsewhere there is none. */
export function showContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    const copy: MenuItemConstructorOptions = { role: 'copy', enabled: editFlags.canCopy };
    if (isEditable) {
      Menu.buildFromTemplate([
        { role: 'cut', enabled: editFlags.canCut },
        copy,
        { role: 'paste', enabled: editFlags.canPaste },
        { type: 'separator' },
        { role: 'selectAll', enabled: editFlags.canSelectAll },
      ]).popup({ window });
    } else if (selectionText.trim() !== '') Menu.buildFromTemplate([copy]).popup({ window });
  });
}
