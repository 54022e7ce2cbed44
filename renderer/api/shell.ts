/** A path that the desktop shell keeps for the page: the page only passes it on to the engine host. */
export type PathHandle = string;

/** A command of the interface, as the application menu shows it. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  /** The menu it belongs to, by the palette's name of the group. */
  readonly group: string;
  /** Its shortcut after a person's own choices, as `Mod+Shift+P`. */
  readonly keys: string | null;
  /** Whether it can be used now. */
  readonly enabled: boolean;
}

/** The narrow API that the desktop preload puts on `window.framelaneShell`. Absent in a browser. */
export interface ShellApi {
  /** `darwin`, `win32`, `linux`. */
  readonly platform: string;
  /** Asks for a MessagePort to the engine host; it arrives as a window message. */
  readonly requestPort: () => Promise<void>;
  /** The handle of a dropped file or folder; null when it does not exist on disk. */
  readonly pathForDrop: (file: File) => Promise<PathHandle | null>;
  /** Shows the system's dialog; null when it was closed. */
  readonly openDialog: (kind: 'project' | 'output-folder' | 'executable') => Promise<PathHandle | null>;
  readonly showInFolder: (runId: string) => Promise<void>;
  readonly openOutput: (runId: string) => Promise<void>;
  /** Starts dragging a finished file out of the window; call it in `dragstart`. */
  readonly startDrag: (runId: string) => void;
  /** Shown only while the window has no focus. */
  readonly notify: (note: { readonly title: string; readonly body: string; readonly runId: string }) => void;
  /** Puts the commands into the application menu; called again when one of them has changed. */
  readonly setCommands: (commands: readonly MenuCommand[]) => void;
  /** A command of the application menu, by its id. Returns what unsubscribes, as the next two do. */
  readonly onCommand: (listener: (commandId: string) => void) => () => void;
  /** A file that the system asked to open, as a handle. */
  readonly onOpenPath: (listener: (handle: PathHandle) => void) => () => void;
  /** A run whose notice was clicked. */
  readonly onOpenRun: (listener: (runId: string) => void) => () => void;
}

declare global {
  interface Window {
    readonly framelaneShell?: ShellApi;
  }
}

/** Notification of a browser window: only when it was allowed before and the page is not looked at. */
export function notifyInBrowser(title: string, body: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  new Notification(title, { body, tag: 'framelane' });
}
