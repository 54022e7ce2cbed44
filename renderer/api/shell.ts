/** A path that the desktop shell keeps for the page: the page only passes it on to the engine host. */
export type PathHandle = string;

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
  /** A command of the application menu, by its id; and an opened file, as a handle. Returns what unsubscribes. */
  readonly onCommand: (listener: (commandId: string) => void) => () => void;
  readonly onOpenPath: (listener: (handle: PathHandle) => void) => () => void;
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
