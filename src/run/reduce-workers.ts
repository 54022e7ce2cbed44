import type { RunEvent, WorkerSnapshot } from '../contract/index.js';

/** Folds one event into the list of workers, which is sorted by id. */
export function reduceWorkers(
  workers: readonly WorkerSnapshot[],
  event: RunEvent,
): readonly WorkerSnapshot[] {
  switch (event.type) {
    case 'worker-ready':
      return change(workers, event.workerId, (worker) => ({
        ...worker,
        state: worker.chunkIndex === null ? 'idle' : 'busy',
        browserPid: event.browserPid,
        browserVersion: event.browserVersion,
        browserCommand: event.browserCommand,
        webgl: event.webgl,
        sessions: worker.sessions + 1,
      }));
    case 'worker-lost':
      return change(workers, event.workerId, (worker) => ({
        ...worker,
        state: 'lost',
        chunkIndex: null,
        browserPid: null,
      }));
    case 'chunk-started':
      return change(workers, event.workerId, (worker) => ({
        ...worker,
        state: 'busy',
        chunkIndex: event.chunkIndex,
      }));
    case 'chunk-done':
    case 'chunk-retry':
    case 'chunk-failed':
    case 'chunk-cancelled':
      return workers.map((worker) => (worker.chunkIndex === event.chunkIndex ? idle(worker) : worker));
    default:
      return workers;
  }
}

function idle(worker: WorkerSnapshot): WorkerSnapshot {
  return { ...worker, state: worker.state === 'lost' ? 'lost' : 'idle', chunkIndex: null };
}

function change(
  workers: readonly WorkerSnapshot[],
  workerId: number,
  update: (worker: WorkerSnapshot) => WorkerSnapshot,
): readonly WorkerSnapshot[] {
  const known = workers.find((worker) => worker.workerId === workerId) ?? newWorker(workerId);
  const others = workers.filter((worker) => worker.workerId !== workerId);
  return [...others, update(known)].sort((a, b) => a.workerId - b.workerId);
}

function newWorker(workerId: number): WorkerSnapshot {
  return {
    workerId,
    state: 'idle',
    chunkIndex: null,
    browserPid: null,
    browserVersion: null,
    browserCommand: null,
    webgl: null,
    sessions: 0,
  };
}
