import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./fake-electron.js'));

import type { MessagePortMain } from 'electron';
import { CHANNELS } from '../../../electron/ipc/channels.js';
import { type ShellActions, serveShellApi } from '../../../electron/ipc/shell-api.js';
import { FakeContents, ipcMain } from './fake-electron.js';

let folder: string;
let own: FakeContents;
let outputs: Record<string, string>;
const port = { close: vi.fn() } as unknown as MessagePortMain;
const actions = {
  connectEngine: vi.fn(async () => port),
  askForPath: vi.fn(async (): Promise<string | null> => null),
  takePath: vi.fn((path: string, kind: string) => `handle of ${kind} ${path}`),
  outputPath: vi.fn(async (runId: string) => outputs[runId] ?? null),
  showInFolder: vi.fn(),
  openFile: vi.fn(async () => {}),
  dragFile: vi.fn(),
  notify: vi.fn(),
  showCommands: vi.fn(),
} satisfies ShellActions;

beforeEach(async () => {
  vi.clearAllMocks();
  folder = await mkdtemp(join(tmpdir(), 'framelane-shell-'));
  outputs = { 'run-1': join(folder, 'out.mp4'), 'run-gone': join(folder, 'gone.mp4') };
  await writeFile(join(folder, 'out.mp4'), 'video');
  own = new FakeContents();
  serveShellApi(actions, (contents) => (contents as unknown) === own);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const invoke = async (channel: string, args: unknown[], event: unknown = ownEvent()) =>
  ipcMain.handlers.get(channel)?.(event, ...structuredClone(args));
const send = (channel: string, args: unknown[], event: unknown = ownEvent()) =>
  ipcMain.listeners.get(channel)?.(event, ...structuredClone(args));
const ownEvent = () => ({ sender: own, senderFrame: own.mainFrame });

const GOOD_NOTE = { title: 'Done', body: 'promo.mp4', runId: 'run-1' };
const GOOD_COMMANDS = [{ id: 'run.pause', title: 'Pause', group: 'Run', keys: 'P', enabled: true }];
const REQUESTS: readonly (readonly [string, unknown[]])[] = [
  [CHANNELS.requestPort, []],
  [CHANNELS.registerDrop, ['/']],
  [CHANNELS.openDialog, ['project']],
  [CHANNELS.showInFolder, ['run-1']],
  [CHANNELS.openOutput, ['run-1']],
];
const nothingDone = () => {
  for (const action of Object.values(actions)) expect(action).not.toHaveBeenCalled();
};

describe('hostile senders', () => {
  const foreign = () => {
    const other = new FakeContents();
    return {
      'a frame inside the page': { sender: own, senderFrame: { url: 'framelane://app/' } },
      'a frame that is gone': { sender: own, senderFrame: null },
      'another page in our window': (() => {
        const contents = Object.assign(new FakeContents(), { mainFrame: { url: 'https://example.com/' } });
        return { sender: contents, senderFrame: contents.mainFrame };
      })(),
      'our page in a window that is not ours': { sender: other, senderFrame: other.mainFrame },
    };
  };

  it('are refused on every channel that answers', async () => {
    for (const event of Object.values(foreign())) {
      for (const [channel, args] of REQUESTS) {
        await expect(invoke(channel, args, event)).rejects.toThrow('may not ask the shell');
      }
    }
    nothingDone();
  });

  it('are not listened to on the others', () => {
    for (const event of Object.values(foreign())) {
      send(CHANNELS.startDrag, ['run-1'], event);
      send(CHANNELS.notify, [GOOD_NOTE], event);
      send(CHANNELS.setCommands, [GOOD_COMMANDS], event);
    }
    nothingDone();
  });

  it('covers every channel', () => {
    expect([...ipcMain.handlers.keys()].sort()).toEqual(REQUESTS.map(([channel]) => channel).sort());
    expect([...ipcMain.listeners.keys()].sort()).toEqual(
      [CHANNELS.notify, CHANNELS.setCommands, CHANNELS.startDrag].sort(),
    );
  });
});

describe('bad arguments', () => {
  it.each<readonly [string, unknown[]]>([
    [CHANNELS.requestPort, ['something']],
    [CHANNELS.registerDrop, [17]],
    [CHANNELS.registerDrop, ['x'.repeat(5000)]],
    [CHANNELS.registerDrop, ['/', 'second']],
    [CHANNELS.openDialog, ['anything']],
    [CHANNELS.openDialog, []],
    [CHANNELS.showInFolder, ['../../etc']],
    [CHANNELS.showInFolder, ['/etc/passwd']],
    [CHANNELS.openOutput, [{ runId: 'run-1' }]],
    [CHANNELS.openOutput, ['.hidden']],
  ])('are refused: %s %j', async (channel, args) => {
    await expect(invoke(channel, args)).rejects.toThrow('the argument is refused');
    nothingDone();
  });

  it('do nothing where there is no answer', () => {
    send(CHANNELS.startDrag, ['../x']);
    send(CHANNELS.notify, [{ ...GOOD_NOTE, title: '' }]);
    send(CHANNELS.notify, [{ ...GOOD_NOTE, icon: '/etc/passwd' }]);
    send(CHANNELS.notify, [{ ...GOOD_NOTE, body: 'x'.repeat(2000) }]);
    send(CHANNELS.setCommands, ['run.pause']);
    send(CHANNELS.setCommands, [[{ ...GOOD_COMMANDS[0], click: 'x' }]]);
    send(CHANNELS.setCommands, [Array(300).fill(GOOD_COMMANDS[0])]);
    nothingDone();
  });

  it('a drop that is not on disk has no handle', async () => {
    expect(await invoke(CHANNELS.registerDrop, [join(folder, 'missing')])).toBeNull();
    expect(await invoke(CHANNELS.registerDrop, ['relative/path'])).toBeNull();
    expect(await invoke(CHANNELS.registerDrop, [`${folder}\0`])).toBeNull();
    nothingDone();
  });

  it('a run without its file cannot be shown, opened or dragged', async () => {
    for (const runId of ['run-gone', 'run-unknown']) {
      await expect(invoke(CHANNELS.showInFolder, [runId])).rejects.toThrow('not there any more');
      await expect(invoke(CHANNELS.openOutput, [runId])).rejects.toThrow('not there any more');
      send(CHANNELS.startDrag, [runId]);
    }
    await vi.waitFor(() => expect(actions.outputPath).toHaveBeenCalledTimes(6));
    expect(actions.showInFolder).not.toHaveBeenCalled();
    expect(actions.openFile).not.toHaveBeenCalled();
    expect(actions.dragFile).not.toHaveBeenCalled();
  });
});

describe('our page', () => {
  it('gets a port to the engine', async () => {
    await invoke(CHANNELS.requestPort, []);
    expect(own.postMessage).toHaveBeenCalledWith(CHANNELS.port, null, [port]);
  });

  it('gets no port after it was closed', async () => {
    own.destroyed = true;
    await invoke(CHANNELS.requestPort, []);
    expect(own.postMessage).not.toHaveBeenCalled();
    expect(port.close).toHaveBeenCalled();
  });

  it('gets handles, never paths', async () => {
    actions.askForPath.mockResolvedValueOnce(folder);
    expect(await invoke(CHANNELS.openDialog, ['project'])).toBe(`handle of project ${folder}`);
    actions.askForPath.mockResolvedValueOnce('/usr/bin/chromium');
    expect(await invoke(CHANNELS.openDialog, ['executable'])).toBe('handle of executable /usr/bin/chromium');
    expect(await invoke(CHANNELS.openDialog, ['executable'])).toBeNull();
    expect(await invoke(CHANNELS.registerDrop, [folder])).toBe(`handle of project ${folder}`);
  });

  it('shows, opens and drags a finished file by its run', async () => {
    const file = join(folder, 'out.mp4');
    await invoke(CHANNELS.showInFolder, ['run-1']);
    await invoke(CHANNELS.openOutput, ['run-1']);
    send(CHANNELS.startDrag, ['run-1']);
    expect(actions.showInFolder).toHaveBeenCalledWith(file);
    expect(actions.openFile).toHaveBeenCalledWith(file);
    await vi.waitFor(() => expect(actions.dragFile).toHaveBeenCalledWith(file, own));
  });

  it('gives notice', () => {
    send(CHANNELS.notify, [GOOD_NOTE]);
    expect(actions.notify).toHaveBeenCalledWith(GOOD_NOTE);
  });

  it('fills the menu', () => {
    send(CHANNELS.setCommands, [GOOD_COMMANDS]);
    expect(actions.showCommands).toHaveBeenCalledWith(GOOD_COMMANDS);
  });
});
