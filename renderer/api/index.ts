export { type ConnectionState, DisconnectedError, HostClient, type HostNews } from './host-client.js';
export { connectPort } from './port-transport.js';
export { openSession } from './session.js';
export { notifyInBrowser, type PathHandle, type ShellApi } from './shell.js';
export type { Connect, Transport, TransportEvents } from './transport.js';
export { connectWebSocket, REFUSED } from './websocket-transport.js';
