import type { WebSocket } from 'ws';
import type { TextSocket } from './engine-supervisor.js';

/** RFC 6455: the service restarts, and the client may connect again. */
const SERVICE_RESTART = 1012;

/** Carries host messages as JSON text over a WebSocket. Binary messages are none of the protocol and are dropped. */
export function webSocketText(socket: WebSocket): TextSocket {
  return {
    send(text) {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    onText(listener) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) listener(String(data));
      });
    },
    onClose(listener) {
      socket.on('close', listener);
    },
    close() {
      socket.close(SERVICE_RESTART, 'the engine ended');
    },
  };
}
