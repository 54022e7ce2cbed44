import type { WebSocket } from 'ws';
import type { HostTransport } from '../transport.js';

/** Carries host messages as JSON text over a WebSocket. Text that is not JSON is passed on as undefined and refused there. */
export function webSocketTransport(socket: WebSocket): HostTransport {
  return {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        listener(isBinary ? undefined : parse(String(data)));
      });
    },
    onClose(listener) {
      socket.on('close', listener);
    },
    close() {
      socket.close();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
