import { frameTimeMs } from '../../../contract/frame-time.js';
import type { PageRuntimeConfig } from '../../protocol.js';
import { STAGE_WORKER_NAME } from '../../stage/protocol.js';
import { installTimers } from '../install-clock.js';
import { installDate } from '../install-date.js';
import { PageRandom } from '../install-random.js';
import { replace } from '../replace.js';
import { VirtualClock } from '../virtual-clock.js';
import { type FromWorker, fromEnvelope, type ToWorker, toEnvelope } from './messages.js';
import { PendingWork } from './pending-work.js';

/** Runs in a dedicated worker before its script: the same clock and randomness as in the document, stepped by it. */
interface WorkerScope {
  __framelaneConfig?: PageRuntimeConfig;
  Worker?: unknown;
  readonly name: string;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  dispatchEvent(event: Event): boolean;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
const config = scope.__framelaneConfig;
delete scope.__framelaneConfig;
if (config !== undefined && scope.name !== STAGE_WORKER_NAME) start(config);

function start({ fps, seed, epochMs }: PageRuntimeConfig): void {
  const clock = new VirtualClock();
  const work = new PendingWork();
  const canvases = new Map<number, OffscreenCanvas>();
  const post = scope.postMessage.bind(scope);
  const takePicture = globalThis.createImageBitmap.bind(globalThis);
  let queue: Promise<unknown> = Promise.resolve();

  new PageRandom(seed).install();
  installDate(clock, epochMs);
  installTimers(clock, epochMs);
  work.install();
  replaceEnds();

  scope.addEventListener('message', (event) => {
    const message = fromEnvelope<ToWorker>(event.data);
    if (message === null) return;
    event.stopImmediatePropagation();
    if (message.kind === 'deliver') {
      for (const { id, canvas } of message.canvases) canvases.set(id, canvas);
      scope.dispatchEvent(new MessageEvent('message', { data: message.data, ports: [...event.ports] }));
      return;
    }
    queue = queue.then(() => answer(message));
  });

  async function answer(message: Exclude<ToWorker, { kind: 'deliver' }>): Promise<void> {
    let activity = 0;
    if (message.kind === 'step') {
      if (clock.isHolding) activity += clock.endHold();
      activity += await clock.runTo(message.timeMs);
      clock.beginHold();
    } else if (message.kind === 'stepHeld') {
      await clock.stepHeld(frameTimeMs(1, fps));
    } else {
      await work.idle();
      if (message.kind === 'settle') {
        await clock.runHeldOnce();
        await work.idle();
        activity += clock.endHold();
      }
    }
    const pictures = message.kind === 'settle' ? await takePictures() : [];
    reply({ activity, pictures });
  }

  async function takePictures(): Promise<{ id: number; bitmap: ImageBitmap }[]> {
    const pictures: { id: number; bitmap: ImageBitmap }[] = [];
    for (const [id, canvas] of canvases) {
      if (canvas.width > 0 && canvas.height > 0) pictures.push({ id, bitmap: await takePicture(canvas) });
    }
    return pictures;
  }

  function reply(answered: Partial<FromWorker>): void {
    const message: FromWorker = {
      activity: 0,
      pictures: [],
      hasFrameCallbacks: clock.hasFrameCallbacks,
      nextDueMs: clock.nextDueMs,
      ...answered,
    };
    post(
      toEnvelope(message),
      message.pictures.map(({ bitmap }) => bitmap),
    );
  }

  /** A worker of a worker has nobody who steps it; one that closes itself answers no more. */
  function replaceEnds(): void {
    const close = scope.close.bind(scope);
    replace(scope, {
      close: () => {
        reply({ closes: true });
        close();
      },
    });
    if (typeof scope.Worker !== 'function') return;
    const RealWorker = scope.Worker as new (...args: unknown[]) => object;
    class RefusedWorker extends RealWorker {
      constructor(...args: unknown[]) {
        super(...args);
        reply({ refusal: `A worker starts another worker (${String(args[0]).split('/').at(-1)})` });
      }
    }
    replace(scope, { Worker: RefusedWorker });
  }
}
