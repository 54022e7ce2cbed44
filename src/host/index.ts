export { type MessagePortLike, messagePortTransport } from './desktop/message-port-transport.js';
export { createEngineHost, type EngineHost } from './engine-host.js';
export type { EngineHostOptions } from './engine-host-options.js';
export type { HostTransport } from './transport.js';
export { EngineSupervisor } from './web/engine-supervisor.js';
export { type HostServer, type ServeOptions, serveHost } from './web/serve-host.js';
