import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { HOST_PORT_MESSAGE, PORT_CLOSED } from '../renderer/api/port-transport.js';
import type { ShellApi } from '../renderer/api/shell.js';
import { CHANNELS } from './ipc/channels.js';

/** The page's end of each connection that was handed out: told when the engine is gone. */
let current: MessagePort | null = null;

// The engine's port stays here and the page gets the other end of a second channel, so that the end of the engine can
// be told in it: a port that was handed over does not say reliably that its other end is gone.
ipcRenderer.on(CHANNELS.port, (event: IpcRendererEvent) => {
  const [engine] = event.ports;
  if (engine === undefined) return;
  const { port1: own, port2: page } = new MessageChannel();
  engine.onmessage = ({ data }) => own.postMessage(data);
  own.onmessage = ({ data }) => engine.postMessage(data);
  own.addEventListener('close', () => engine.close());
  current = own;
  window.postMessage(HOST_PORT_MESSAGE, window.location.origin, [page]);
});
ipcRenderer.on(CHANNELS.engineGone, () => {
  current?.postMessage(PORT_CLOSED);
  current = null;
});

/** Keeps what comes before the page listens: an opened file is often there before the page is. */
function subscription<T>(channel: string): (listener: (value: T) => void) => () => void {
  const listeners = new Set<(value: T) => void>();
  const early: T[] = [];
  ipcRenderer.on(channel, (_event, value: T) => {
    if (listeners.size === 0) early.push(value);
    for (const listener of listeners) listener(value);
  });
  return (listener) => {
    listeners.add(listener);
    for (const value of early.splice(0)) listener(value);
    return () => listeners.delete(listener);
  };
}

const shell: ShellApi = {
  platform: process.platform,
  requestPort: () => ipcRenderer.invoke(CHANNELS.requestPort),
  pathForDrop: async (file) => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ipcRenderer.invoke(CHANNELS.registerDrop, path);
  },
  openDialog: (kind) => ipcRenderer.invoke(CHANNELS.openDialog, kind),
  showInFolder: (runId) => ipcRenderer.invoke(CHANNELS.showInFolder, runId),
  openOutput: (runId) => ipcRenderer.invoke(CHANNELS.openOutput, runId),
  startDrag: (runId) => ipcRenderer.send(CHANNELS.startDrag, runId),
  notify: ({ title, body, runId }) => ipcRenderer.send(CHANNELS.notify, { title, body, runId }),
  setCommands: (commands) => ipcRenderer.send(CHANNELS.setCommands, commands),
  onCommand: subscription(CHANNELS.command),
  onOpenPath: subscription(CHANNELS.openPath),
  onOpenRun: subscription(CHANNELS.openRun),
};

contextBridge.exposeInMainWorld('framelaneShell', shell);
