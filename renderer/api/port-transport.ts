import type { ShellApi } from './shell.js';
import type { Connect } from './transport.js';

/** `data` of the window message that carries a MessagePort to the engine host in its `ports`. */
export const HOST_PORT_MESSAGE = 'framelane-host-port';
/** Sent by the preload on the port when the engine process is gone: a MessagePort itself does not tell reliably. */
export const PORT_CLOSED = 'framelane-host-closed';

/** Connects over a MessagePort that the preload posts to the window each time it is asked. */
export function connectPort(shell: ShellApi, target: Window): Connect {
  return (events) => {
    let port: MessagePort | null = null;
    let ended = false;
    const end = (reason: string) => {
      if (ended) return;
      ended = true;
      target.removeEventListener('message', onWindowMessage);
      port?.close();
      events.onClose(reason);
    };
    const onWindowMessage = (event: MessageEvent) => {
      if (event.source !== target || event.data !== HOST_PORT_MESSAGE) return;
      const received = event.ports[0];
      if (received === undefined || port !== null) return;
      port = received;
      port.onmessage = ({ data }) => (data === PORT_CLOSED ? end('engine ended') : events.onMessage(data));
      port.addEventListener('close', () => end('engine ended'));
      port.start();
      events.onOpen();
    };
    target.addEventListener('message', onWindowMessage);
    shell.requestPort().catch((error: unknown) => end(String(error)));
    return { send: (data) => port?.postMessage(data), close: () => end('closed') };
  };
}
