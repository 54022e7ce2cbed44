import { reapOrphans } from '../../process/index.js';
import { createEngineHost, type EngineHost } from '../engine-host.js';
import type { HostTransport } from '../transport.js';
import { type EngineFolders, type FromEngine, type ToEngine, toEngineSchema } from './engine-link.js';

// The entry of the browser shell's engine. It has a process of its own: when it dies, the server stays, tells the windows
// and starts it again.

/** How long runs may take to end their browsers after the server has gone, milliseconds. */
const ORPHAN_GRACE_MS = 8000;

/** What carries one window's text, on this side. */
interface Link {
  readonly onText: (text: string) => void;
  readonly onClosed: () => void;
}

const links = new Map<number, Link>();
let starting: Promise<EngineHost> | null = null;

// The terminal sends its signals to both processes; the server decides what they mean.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('message', (data: unknown) => {
  const message = toEngineSchema.safeParse(data);
  if (message.success) void receive(message.data);
});
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), ORPHAN_GRACE_MS);
  void closeAndExit();
});

async function receive(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'start':
      starting = start(message.folders);
      break;
    case 'open': {
      const { windowId, outputQuery } = message;
      const transport = linkTransport(windowId);
      (await starting)?.connect(transport, {
        outputUrl: (runId) => `/output/${encodeURIComponent(runId)}${outputQuery}`,
      });
      break;
    }
    case 'text':
      links.get(message.windowId)?.onText(message.text);
      break;
    case 'closed':
      links.get(message.windowId)?.onClosed();
      links.delete(message.windowId);
      break;
    case 'output-path': {
      const path = (await (await starting)?.outputPath(message.runId).catch(() => null)) ?? null;
      tell({ kind: 'output-path', id: message.id, path });
      break;
    }
    case 'close':
      await closeAndExit();
      break;
  }
}

async function start(folders: EngineFolders): Promise<EngineHost> {
  try {
    await reapOrphans(folders.cacheDir);
    const host = await createEngineHost({ ...folders, shell: 'browser', env: process.env });
    tell({ kind: 'ready' });
    return host;
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}

async function closeAndExit(): Promise<void> {
  await (await starting)?.close();
  process.exit(0);
}

/** A window's transport whose text travels through the server. Text that is not JSON is passed on as undefined and refused there. */
function linkTransport(windowId: number): HostTransport {
  let listener: (message: unknown) => void = () => {};
  const closed = new Set<() => void>();
  const waiting: string[] = [];
  let listening = false;
  links.set(windowId, {
    onText: (text) => (listening ? listener(parse(text)) : waiting.push(text)),
    onClosed: () => {
      for (const close of closed) close();
    },
  });
  return {
    send: (message) => tell({ kind: 'text', windowId, text: JSON.stringify(message) }),
    onMessage(next) {
      listener = next;
      listening = true;
      for (const text of waiting.splice(0)) listener(parse(text));
    },
    onClose: (next) => void closed.add(next),
    close: () => {},
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tell(message: FromEngine): void {
  // The server may be gone already; then `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
