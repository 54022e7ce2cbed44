/** A connection to one window, whatever carries it: a MessagePort or a WebSocket. Messages are structured-clone safe. */
export interface HostTransport {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
