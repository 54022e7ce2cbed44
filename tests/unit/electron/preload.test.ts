import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANNELS } from '../../../electron/ipc/channels.js';
import { HOST_PORT_MESSAGE, PORT_CLOSED } from '../../../renderer/api/port-transport.js';
import type { ShellApi } from '../../../renderer/api/shell.js';
import type * as Fakes from './fake-electron.js';

let electron: typeof Fakes;
let shell: ShellApi;
const postMessage = vi.fn<(message: unknown, origin: string, ports: MessagePort[]) => void>();

beforeEach(async () => {
  vi.resetModules();
  vi.doMock('electron', () => import('./fake-electron.js'));
  vi.stubGlobal('window', { postMessage, location: { origin: 'framelane://app' } });
  postMessage.mockClear();
  electron = (await import('electron')) as unknown as typeof Fakes;
  await import('../../../electron/preload.js');
  shell = electron.contextBridge.exposed.framelaneShell as ShellApi;
});
afterEach(() => vi.unstubAllGlobals());

describe('the preload', () => {
  it('exposes one object of verbs', () => {
    expect(Object.keys(electron.contextBridge.exposed)).toEqual(['framelaneShell']);
    const { platform, ...verbs } = shell;
    expect(platform).toBe(process.platform);
    for (const verb of Object.values(verbs)) expect(verb).toBeTypeOf('function');
  });

  it('asks for a handle of what was dropped, and for none of what is no file', async () => {
    electron.webUtils.getPathForFile.mockReturnValueOnce('/home/ada/promo');
    electron.ipcRenderer.invoke.mockResolvedValueOnce('path-1');
    expect(await shell.pathForDrop({} as File)).toBe('path-1');
    expect(electron.ipcRenderer.invoke).toHaveBeenCalledWith(CHANNELS.registerDrop, '/home/ada/promo');
    electron.ipcRenderer.invoke.mockClear();
    expect(await shell.pathForDrop({} as File)).toBeNull();
    expect(electron.ipcRenderer.invoke).not.toHaveBeenCalled();
  });

  it('passes on what was asked, and nothing that was added', () => {
    const note = { title: 'Done', body: 'promo.mp4', runId: 'run-1', extra: 'x' };
    shell.notify(note);
    shell.startDrag('run-1');
    expect(electron.ipcRenderer.send.mock.calls).toEqual([
      [CHANNELS.notify, { title: 'Done', body: 'promo.mp4', runId: 'run-1' }],
      [CHANNELS.startDrag, 'run-1'],
    ]);
  });

  it('keeps what comes before the page listens, and stops when it does not', () => {
    const heard: string[] = [];
    electron.ipcRenderer.emit(CHANNELS.openPath, {}, 'path-1');
    const stop = shell.onOpenPath((handle) => heard.push(handle));
    electron.ipcRenderer.emit(CHANNELS.openPath, {}, 'path-2');
    stop();
    electron.ipcRenderer.emit(CHANNELS.openPath, {}, 'path-3');
    expect(heard).toEqual(['path-1', 'path-2']);
  });

  it('never gives the page an event of the other process', () => {
    const args: unknown[][] = [];
    shell.onCommand((...given: unknown[]) => args.push(given));
    shell.onOpenRun((...given: unknown[]) => args.push(given));
    electron.ipcRenderer.emit(CHANNELS.command, { sender: 'secret' }, 'run.pause');
    electron.ipcRenderer.emit(CHANNELS.openRun, { sender: 'secret' }, 'run-1');
    expect(args).toEqual([['run.pause'], ['run-1']]);
  });
});

describe('the port to the engine', () => {
  const connected = () => {
    const { port1: engine, port2 } = new MessageChannel();
    electron.ipcRenderer.emit(CHANNELS.port, { ports: [port2] });
    const [message, origin, ports = []] = postMessage.mock.calls.at(-1) ?? [];
    expect([message, origin, ports.length]).toEqual([HOST_PORT_MESSAGE, 'framelane://app', 1]);
    return { engine, page: ports[0] as MessagePort };
  };
  const nextOf = (port: { onmessage: unknown }) =>
    new Promise((resolve) => {
      port.onmessage = ({ data }: { data: unknown }) => resolve(data);
    });

  it('carries messages both ways', async () => {
    const { engine, page } = connected();
    const toPage = nextOf(page);
    engine.postMessage({ kind: 'runs-changed' });
    expect(await toPage).toEqual({ kind: 'runs-changed' });
    const toEngine = new Promise((resolve) => engine.once('message', resolve));
    page.postMessage({ kind: 'request', id: 1 });
    expect(await toEngine).toEqual({ kind: 'request', id: 1 });
    page.close();
    engine.close();
  });

  it('says when the engine is gone, and when the page has let go', async () => {
    const { engine, page } = connected();
    const last = nextOf(page);
    electron.ipcRenderer.emit(CHANNELS.engineGone, {}, 139);
    expect(await last).toBe(PORT_CLOSED);
    const closed = new Promise((resolve) => engine.once('close', () => resolve('closed')));
    page.close();
    expect(await closed).toBe('closed');
  });
});
