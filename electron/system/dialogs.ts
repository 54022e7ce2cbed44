import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron';
import type { DialogKind } from '../ipc/shell-api.js';
import type { LeaveChoice } from './leave-guard.js';

const DIALOGS: Readonly<Record<DialogKind, (platform: NodeJS.Platform) => OpenDialogOptions>> = {
  project: (platform) => ({
    title: 'Open a composition',
    // Only macOS has a dialog for files and folders at once; a composition's folder is opened by its page elsewhere.
    properties: platform === 'darwin' ? ['openFile', 'openDirectory'] : ['openFile'],
    filters: [{ name: 'Composition', extensions: ['html', 'htm'] }],
  }),
  'output-folder': () => ({
    title: 'Choose a folder for finished files',
    properties: ['openDirectory', 'createDirectory'],
  }),
  executable: () => ({ title: 'Choose a program', properties: ['openFile', 'dontAddToRecent'] }),
};

/** Shows the system's dialog over the window that asks. @returns the chosen path; null when it was closed. */
export async function askForPath(kind: DialogKind, sender: WebContents): Promise<string | null> {
  const options = DIALOGS[kind](process.platform);
  const window = BrowserWindow.fromWebContents(sender);
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

const LEAVE_CHOICES: readonly LeaveChoice[] = ['keep', 'stop', 'stay'];

/** Asks what becomes of the render that is under way. */
export async function askToLeave(window: BrowserWindow | null): Promise<LeaveChoice> {
  const options = {
    type: 'question',
    message: 'A render is under way.',
    detail: 'Finished chunks are kept either way: a stopped run can be resumed.',
    buttons: ['Keep rendering in the background', 'Stop and quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  } as const;
  const asked = { ...options, buttons: [...options.buttons] };
  const { response } = await (window === null
    ? dialog.showMessageBox(asked)
    : dialog.showMessageBox(window, asked));
  return LEAVE_CHOICES[response] ?? 'stay';
}

/** Says that the page keeps dying. */
export function tellPageIsBroken(reason: string): void {
  dialog.showErrorBox(
    'Framelane cannot show its window',
    `The window's process ended again and again (${reason}). A render goes on; start Framelane again to see it.`,
  );
}
