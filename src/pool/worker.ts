import { MessageChannel, parentPort, threadId, workerData } from 'node:worker_threads';
// From its own file, as are those of plan/ below it: the planner's parsers would cost every thread 0.7 s of CPU at its start.
import { createChunkRenderer } from '../chunk/chunk-renderer.js';
import { type Outcome, RenderError, toErrorData } from '../errors/index.js';
import type {
  FromThread,
  Hello,
  NewestFrame,
  ToThread,
  WireTask,
  WireWork,
  WorkerSetup,
} from './protocol.js';

// The entry of a pool's threads: one renderer, which keeps its browser warm, and one port to the pool.

const { port1: port, port2: poolPort } = new MessageChannel();
const setup = workerData as WorkerSetup;
const cancels = new Map<number, AbortController>();
let launchGranted = () => {};
let newest: { readonly chunkIndex: number; readonly read: () => NewestFrame } | null = null;

const renderer = createChunkRenderer({
  ...setup,
  onSpawn: (pid, kind) => tell({ type: 'spawned', pid, kind }),
  onGone: (pid) => tell({ type: 'gone', pid }),
  onBrowserReady: (ready) => tell({ type: 'browser-ready', ready }),
  takeLaunchTurn: () =>
    new Promise((resolve) => {
      launchGranted = () => resolve(() => tell({ type: 'launch-over' }));
      tell({ type: 'launch-wanted' });
    }),
});

port.on('message', (message: ToThread) => {
  if (message.type === 'prepare') renderer.prepare(message.kind);
  if (message.type === 'launch-granted') launchGranted();
  if (message.type === 'cancel') {
    cancels.get(message.taskId)?.abort(new RenderError('CANCELLED', 'The run was cancelled.'));
  }
  if (message.type === 'peek') tell({ type: 'peeked', frame: newest?.read() ?? null });
  if (message.type === 'close') void renderer.close().then(() => tell({ type: 'closed' }));
});
const hello: Hello = { type: 'framelane-hello', threadId, port: poolPort };
parentPort?.postMessage(hello, [poolPort]);

/**
 * Does one task, and tells its outcome over the port. Resolves when the thread is free for the next one, which may be
 * before that. Never rejects: an error would lose its fields on the way to the pool.
 */
export default function runInThread({ taskId, work }: WireTask): Promise<void> {
  const cancel = new AbortController();
  cancels.set(taskId, cancel);
  tell({ type: 'task-started', taskId });
  return new Promise((free) => {
    const end = (outcome: Outcome<unknown>) => {
      cancels.delete(taskId);
      tell({ type: 'outcome', taskId, outcome });
      free();
    };
    const leave = () => {
      tell({ type: 'left', taskId });
      free();
    };
    perform(taskId, work, cancel.signal, leave).then(
      (value) => end({ ok: true, value }),
      (error: unknown) => end({ ok: false, error: toErrorData(error) }),
    );
  });
}

async function perform(
  taskId: number,
  work: WireWork,
  signal: AbortSignal,
  leave: () => void,
): Promise<unknown> {
  if (work.type === 'sample') return renderer.sample(work.request, signal);
  const { planDir, chunkIndex, outputPath, isLast } = work;
  try {
    return await renderer.render(planDir, chunkIndex, outputPath, {
      signal,
      isLast,
      onProgress: (progress) => tell({ type: 'progress', taskId, progress }),
      onNotice: (notice) => tell({ type: 'notice', taskId, notice }),
      onImage: (frameIndex, image) => {
        newest = { chunkIndex, read: () => ({ chunkIndex, frameIndex, image: image() }) };
      },
      onCaptured: leave,
    });
  } finally {
    if (newest?.chunkIndex === chunkIndex) newest = null;
  }
}

function tell(message: FromThread): void {
  port.postMessage(message);
}
