import type { EngineHost, EngineHostOptions, MessagePortLike } from '../../src/host/index.js';
import { messagePortTransport } from '../../src/host/index.js';
import { APP_ORIGIN } from '../security/own-page.js';
import { type FromEngine, type ToEngine, toEngineSchema } from './engine-messages.js';
import { watchActivity } from './watch-activity.js';

/** What this needs of `process.parentPort`. */
export interface ParentPortLike {
  postMessage(message: FromEngine): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly MessagePortLike[] }) => void,
  ): unknown;
}

/**
 * Runs the engine host for the main process. Messages that come before the host is there wait for it.
 * @param exit ends the process, after the last run was stopped.
 */
export async function serveParent(
  parent: ParentPortLike,
  createHost: (resolveHandle: NonNullable<EngineHostOptions['resolveHandle']>) => Promise<EngineHost>,
  exit: (code: number) => void,
): Promise<void> {
  const handles = new Map<string, string>();
  const starting = createHost((handle) => handles.get(handle) ?? null);
  parent.on('message', ({ data, ports }) => {
    const message = toEngineSchema.safeParse(data);
    if (!message.success) return;
    if (message.data.kind === 'handle') {
      handles.set(message.data.handle, message.data.path);
      return;
    }
    const { data: task } = message;
    // A host that did not start has already been reported, and the process ends.
    starting.then((host) => serve(host, task, ports)).catch(() => {});
  });

  async function serve(
    host: EngineHost,
    message: ToEngine,
    ports: readonly MessagePortLike[],
  ): Promise<void> {
    switch (message.kind) {
      case 'connect':
        for (const port of ports) {
          host.connect(messagePortTransport(port), {
            outputUrl: (runId) => `${APP_ORIGIN}/output/${encodeURIComponent(runId)}`,
          });
        }
        break;
      case 'output-path': {
        const path = await host.outputPath(message.runId).catch(() => null);
        parent.postMessage({ kind: 'output-path', id: message.id, path });
        break;
      }
      case 'close':
        await host.close();
        exit(0);
        break;
    }
  }

  try {
    const host = await starting;
    watchActivity(host, (activity) => parent.postMessage({ kind: 'activity', activity }));
    parent.postMessage({ kind: 'ready' });
  } catch (error) {
    parent.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    exit(1);
  }
}
