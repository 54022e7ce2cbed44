import type { HostTransport } from '../transport.js';

/** What this needs of Electron's `MessagePortMain`; named here because nothing in src imports Electron. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  /** Delivers what was queued; called once, when somebody listens. */
  start(): void;
  close(): void;
}

/** Carries host messages over a MessagePort by structured clone: the desktop's way to its windows. */
export function messagePortTransport(port: MessagePortLike): HostTransport {
  let open = true;
  port.on('close', () => {
    open = false;
  });
  return {
    send(message) {
      if (open) port.postMessage(message);
    },
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose(listener) {
      port.on('close', listener);
    },
    close() {
      port.close();
    },
  };
}
