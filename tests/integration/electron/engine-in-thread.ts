import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { HostClient } from '../../../renderer/api/index.js';

/**
 * Runs in the thread before the engine process: gives it `process.parentPort` and ports as Electron makes them, whose
 * messages are events with `data` and `ports`.
 */
const AS_UTILITY_PROCESS = `
const { parentPort, workerData } = require('node:worker_threads');
const asMain = (port) => ({
  postMessage: (message) => port.postMessage(message),
  on: (name, listener) => port.on(name, name === 'message' ? (data) => listener({ data }) : listener),
  start: () => port.start(),
  close: () => port.close(),
});
process.parentPort = {
  postMessage: (message) => parentPort.postMessage(message),
  on: (_name, listener) =>
    parentPort.on('message', ({ data, ports }) => listener({ data, ports: ports.map(asMain) })),
};
import(workerData.entry).catch((error) => { throw error; });
`;

/** The engine process of the app, in a thread. */
export interface EngineThread {
  /** What it told the main process. */
  readonly told: readonly { readonly kind: string; readonly [key: string]: unknown }[];
  tell(
    message: { readonly kind: string; readonly [key: string]: unknown },
    ports?: readonly MessagePort[],
  ): void;
  /** A window's connection: the interface's own client over a port. */
  connect(): HostClient;
  readonly exitCode: Promise<number>;
  /** Ends it at once, as a crash does. */
  kill(): void;
}

/** @param entry URL of the built engine process. @param env what differs from this process's environment. */
export function startEngineThread(entry: string, env: Readonly<Record<string, string>>): EngineThread {
  const worker = new Worker(AS_UTILITY_PROCESS, {
    eval: true,
    workerData: { entry },
    env: { ...process.env, ...env },
  });
  const told: { kind: string }[] = [];
  worker.on('message', (message) => told.push(message));
  const exitCode = new Promise<number>((resolve, reject) => {
    worker.on('exit', resolve);
    worker.on('error', reject);
  });
  const tell: EngineThread['tell'] = (data, ports = []) =>
    worker.postMessage({ data, ports }, ports as MessagePort[]);
  return {
    told,
    tell,
    exitCode,
    kill: () => void worker.terminate(),
    connect() {
      const { port1, port2 } = new MessageChannel();
      tell({ kind: 'connect' }, [port1]);
      const client = new HostClient((events) => {
        port2.on('message', (message) => events.onMessage(message));
        queueMicrotask(() => events.onOpen());
        return { send: (message) => port2.postMessage(message), close: () => port2.close() };
      });
      client.start();
      return client;
    },
  };
}
