import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/**
 * What the shell uses of Electron, as objects that record. Tests put it in the module's place with
 * `vi.mock('electron', …)`, so that nothing looks for the real program.
 */
export class FakeContents extends EventEmitter {
  url = '';
  loading = false;
  destroyed = false;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly mainFrame = { url: 'framelane://app/' };
  readonly send = vi.fn<(channel: string, ...args: unknown[]) => void>();
  readonly postMessage = vi.fn<(channel: string, message: unknown, ports: unknown[]) => void>();
  readonly startDrag = vi.fn();
  readonly reload = vi.fn();
  readonly setWebRTCIPHandlingPolicy = vi.fn();
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  isLoadingMainFrame(): boolean {
    return this.loading;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static focused: BrowserWindow | null = null;
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }
  readonly webContents = new FakeContents();
  readonly loadURL = vi.fn(async () => {});
  readonly show = vi.fn();
  readonly hide = vi.fn();
  readonly focus = vi.fn();
  readonly maximize = vi.fn();
  readonly restore = vi.fn();
  readonly setProgressBar = vi.fn<(share: number, options: { mode: string }) => void>();
  readonly flashFrame = vi.fn<(flash: boolean) => void>();
  minimized = false;
  readonly isMinimized = () => this.minimized;
  readonly isMaximized = () => false;
  readonly isDestroyed = () => false;
  readonly getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  readonly options: Record<string, unknown>;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }
}

class FakeApp extends EventEmitter {
  isPackaged = true;
  ready = false;
  becomeReady: () => void = () => {};
  #whenReady = new Promise<void>((resolve) => {
    this.becomeReady = () => {
      this.ready = true;
      resolve();
    };
  });
  userData = '';
  readonly quit = vi.fn();
  readonly exit = vi.fn();
  readonly setBadgeCount = vi.fn<(count: number) => boolean>(() => true);
  readonly setAppUserModelId = vi.fn();
  readonly addRecentDocument = vi.fn<(path: string) => void>();
  readonly enableSandbox = vi.fn();
  readonly requestSingleInstanceLock = vi.fn(() => true);
  isReady = () => this.ready;
  whenReady = () => this.#whenReady;
  getPath = () => this.userData;
}
export const app = new FakeApp();

type Handler = (event: unknown, ...args: unknown[]) => unknown;
export const ipcMain = {
  handlers: new Map<string, Handler>(),
  listeners: new Map<string, Handler>(),
  handle(channel: string, handler: Handler) {
    this.handlers.set(channel, handler);
  },
  on(channel: string, handler: Handler) {
    this.listeners.set(channel, handler);
  },
};

export class FakeSession extends EventEmitter {
  // biome-ignore lint/suspicious/noExplicitAny: tests call the handlers with made-up requests
  handlers: Record<string, (...args: any[]) => any> = {};
  readonly #keep =
    (name: string) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    (handler: (...args: any[]) => any) => {
      this.handlers[name] = handler;
    };
  readonly setPermissionRequestHandler = this.#keep('permissionRequest');
  readonly setPermissionCheckHandler = this.#keep('permissionCheck');
  readonly setDevicePermissionHandler = this.#keep('device');
  readonly setUSBProtectedClassesHandler = this.#keep('usb');
  readonly setBluetoothPairingHandler = this.#keep('bluetooth');
  readonly setDisplayMediaRequestHandler = this.#keep('displayMedia');
  readonly webRequest = { onBeforeRequest: this.#keep('request') };
}
export const session = { defaultSession: new FakeSession() };

export const protocol = {
  schemes: [] as unknown[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  registerSchemesAsPrivileged(schemes: unknown[]) {
    this.schemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>) {
    this.handlers.set(scheme, handler);
  },
};

export const screen = {
  getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};

interface FakeMenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly FakeMenuItem[];
}

/** A menu whose items are those of its template. */
export class Menu {
  static current: Menu | null = null;
  static readonly popups: Menu[] = [];
  static built = 0;
  static buildFromTemplate(template: readonly FakeMenuItem[]): Menu {
    Menu.built++;
    return new Menu(template);
  }
  static setApplicationMenu(menu: Menu): void {
    Menu.current = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.current;
  }
  constructor(readonly items: readonly FakeMenuItem[]) {}
  popup(): void {
    Menu.popups.push(this);
  }
  getMenuItemById(id: string): FakeMenuItem | null {
    const all = this.items.flatMap((item) => [item, ...(item.submenu ?? [])]);
    return all.find((item) => item.id === id) ?? null;
  }
}

export const nativeTheme = { shouldUseDarkColors: true };
export const powerMonitor = new EventEmitter();

/** The preload's side. */
export const contextBridge = {
  exposed: {} as Record<string, unknown>,
  exposeInMainWorld(name: string, api: unknown) {
    this.exposed[name] = api;
  },
};
export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: vi.fn(async (_channel: string, ..._args: unknown[]): Promise<unknown> => undefined),
  send: vi.fn<(channel: string, ...args: unknown[]) => void>(),
});
export const webUtils = { getPathForFile: vi.fn((_file: File) => '') };

export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  readonly setToolTip = vi.fn();
  readonly setContextMenu = vi.fn();
  readonly destroy = vi.fn();
  constructor() {
    super();
    Tray.all.push(this);
  }
}

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static isSupported(): boolean {
    return true;
  }
  constructor(readonly options: { title: string; body: string }) {
    super();
  }
  show(): void {
    Notification.shown.push(this);
  }
}

export const nativeImage = {
  createFromPath: (path: string) => ({ path, resize: (size: unknown) => ({ path, size }) }),
};

export const shell = {
  openPath: vi.fn(async () => ''),
  showItemInFolder: vi.fn(),
};

export const dialog = {
  showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
  showMessageBox: vi.fn(async () => ({ response: 2 })),
  showErrorBox: vi.fn(),
};

export const powerSaveBlocker = {
  start: vi.fn(() => 7),
  stop: vi.fn(),
};

export class FakeEngineProcess extends EventEmitter {
  readonly sent: { message: { kind: string; [key: string]: unknown }; ports: unknown[] }[] = [];
  readonly kill = vi.fn(() => this.emit('exit', 1));
  postMessage(message: { kind: string }, ports: unknown[] = []): void {
    this.sent.push({ message, ports });
  }
}
export const utilityProcess = {
  started: [] as FakeEngineProcess[],
  fork: vi.fn((_path: string, _args: string[], _options: unknown) => {
    const child = new FakeEngineProcess();
    utilityProcess.started.push(child);
    return child;
  }),
};

export class MessageChannelMain {
  readonly port1 = { name: 'port1', close: vi.fn() };
  readonly port2 = { name: 'port2', close: vi.fn() };
}
