export { type ConnectionState, DisconnectedError, HostClient, type HostNews } from './host-client.js';
export { connectPort } from './port-transport.js';
export { notifyInBrowser, type PathHandle, type ShellApi } from './shell.js';
export { takeToken } from './token.js';
export type { Connect, Transport, TransportEvents } from './transport.js';
export { connectWebSocket } from './websocket-transport.js';
