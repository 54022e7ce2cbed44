import type { Connect } from './transport.js';

/** Why a connection was lost when the engine is there and does not know this window. */
export const REFUSED = 'refused';

/** Connects to the host that served this page: `ws://<same host>/host?key=…`. @param key of this window; null: it was not let in. */
export function connectWebSocket(pageUrl: URL, key: string | null): Connect {
  const url = new URL('/host', pageUrl);
  url.protocol = pageUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  if (key !== null) url.searchParams.set('key', key);
  return (events) => {
    const socket = new WebSocket(url);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      events.onOpen();
    };
    socket.onmessage = (event) => {
      if (typeof event.data !== 'string') return;
      try {
        events.onMessage(JSON.parse(event.data));
      } catch {
        socket.close(1003, 'not JSON');
      }
    };
    socket.onclose = async (event) => {
      const refused = !opened && (await isRefused(pageUrl, key));
      events.onClose(refused ? REFUSED : event.reason);
    };
    return { send: (data) => socket.send(JSON.stringify(data)), close: () => socket.close() };
  };
}

/** Whether the server answers, and answers that it does not know the key. */
function isRefused(pageUrl: URL, key: string | null): Promise<boolean> {
  return fetch(new URL(`/session?key=${encodeURIComponent(key ?? '')}`, pageUrl)).then(
    (response) => response.status === 403,
    () => false,
  );
}
