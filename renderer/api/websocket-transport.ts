import type { Connect } from './transport.js';

/** Connects to the host that served this page: `ws://<same host>/host?token=…`. */
export function connectWebSocket(pageUrl: URL, token: string | null): Connect {
  const url = new URL('/host', pageUrl);
  url.protocol = pageUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== null) url.searchParams.set('token', token);
  return (events) => {
    const socket = new WebSocket(url);
    socket.onopen = () => events.onOpen();
    socket.onmessage = (event) => {
      if (typeof event.data !== 'string') return;
      try {
        events.onMessage(JSON.parse(event.data));
      } catch {
        socket.close(1003, 'not JSON');
      }
    };
    socket.onclose = (event) => events.onClose(event.reason);
    return { send: (data) => socket.send(JSON.stringify(data)), close: () => socket.close() };
  };
}
