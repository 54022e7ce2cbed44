import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserSession, OpenPageOptions } from '#src/browser/index.js';
import { captureFrames, launch, makeSite } from './site.js';

let session: BrowserSession;
/** Another program on this machine, which no composition may reach. */
let other: Server;
let otherHost: string;
const reached: string[] = [];

beforeAll(async () => {
  other = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end();
  });
  other.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  otherHost = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  session = await launch();
});
afterAll(async () => {
  await session.close();
  other.closeAllConnections();
  other.close();
});
afterEach(() => {
  expect(reached.splice(0)).toEqual([]);
});

/** Renders two frames of a page. @returns the error. */
async function failureOf(
  body: string,
  files: Record<string, string> = {},
  more: Partial<OpenPageOptions> = {},
): Promise<unknown> {
  const site = await makeSite(body, files);
  try {
    const page = await session.openPage({ ...site.page, inactivityTimeoutMs: 2000, ...more });
    try {
      await page.waitUntilReady(1500);
      await page.seek(0);
      await page.capture();
      await page.seek(3);
      await page.capture();
      return null;
    } finally {
      await page.close();
    }
  } catch (error) {
    return error;
  } finally {
    await site.remove();
  }
}

const naming = (code: string, ...parts: string[]) => ({
  code,
  message: expect.stringMatching(
    new RegExp(parts.map((part) => part.replaceAll(/[.*?()[\]/]/g, '\\$&')).join('.*')),
  ),
});

describe('a page that cannot be rendered', () => {
  it.each(['no/such.png', '100%.png'])('names the missing file %s', async (path) => {
    expect(await failureOf(`<img src="${path}">`)).toMatchObject(naming('ASSET_MISSING', path));
  });

  it('minds no missing icon', async () => {
    expect(await failureOf('<link rel="icon" href="favicon.ico">')).toBeNull();
  });

  it.each([
    ['an image', (host: string) => `<img src="http://${host}/image.png">`, '/image.png'],
    ['a script', (host: string) => `<script src="http://${host}/script.js"></script>`, '/script.js'],
    ['a request', (host: string) => `<script>fetch('http://${host}/data').catch(() => {})</script>`, '/data'],
    ['a socket', (host: string) => `<script>new WebSocket('ws://${host}/socket')</script>`, '/socket'],
    [
      'a frame in a sandbox',
      (host: string) => `<iframe sandbox srcdoc="<img src='http://${host}/in.png'>"></iframe>`,
      '/in.png',
    ],
    ['a navigation', (host: string) => `<script>location.href = 'http://${host}/away'</script>`, '/away'],
  ])('names what %s asked for outside the composition', async (_what, body, path) => {
    expect(await failureOf(body(otherHost))).toMatchObject(naming('ASSET_MISSING', otherHost, path));
  });

  it('lets no window, worker or service worker out', async () => {
    await failureOf(`<script>window.open('http://${otherHost}/window')</script>`);
    await failureOf(`<script>new Worker('w.js').onerror = () => {}</script>`, {
      'w.js': `fetch('http://${otherHost}/worker').catch(() => {})`,
    });
    await failureOf(`<script>new Worker('w.js').onerror = () => {}</script>`, {
      'w.js': `importScripts('http://${otherHost}/import')`,
    });
    await failureOf(`<script>new SharedWorker('w.js')</script>`, {
      'w.js': `fetch('http://${otherHost}/shared')`,
    });
    await failureOf(`<script>navigator.serviceWorker.register('w.js').catch(() => {})</script>`, {
      'w.js': `fetch('http://${otherHost}/service')`,
    });
  });

  it('names the file and line of a script that throws', async () => {
    const error = await failureOf('\n<script>\nthrow new Error("boom")</script>');
    expect(error).toMatchObject(naming('COMPOSITION_ERROR', 'boom', '(index.html:4:'));
  });

  it.each(['begin-frame', 'screenshot'] as const)('names what a page waits for (%s)', async (captureMode) => {
    const error = await failureOf('<script>window.__renderReady = false</script>', {}, { captureMode });
    expect(error).toMatchObject(naming('COMPOSITION_NOT_READY', '__renderReady'));
  });

  it.each(['for (;;);', 'return new Promise(() => {})'])(
    'gives up on a seek that never ends: %s',
    async (seek) => {
      const error = await failureOf(`<script>window.__hf = { duration: 2, seek() { ${seek} } }</script>`);
      expect(error).toMatchObject({ code: 'CAPTURE_TIMEOUT', details: { frameIndex: 0 } });
      const site = await makeSite('<p>next');
      expect(await captureFrames(session, site.page, [0])).toHaveLength(1);
      await site.remove();
    },
  );

  it('answers dialogs by itself', async () => {
    expect(await failureOf('<script>alert(1); confirm(2); prompt(3)</script>')).toBeNull();
  });

  it('stops when the caller gives up', async () => {
    const site = await makeSite('<p>text');
    const abort = new AbortController();
    const page = await session.openPage({ ...site.page, signal: abort.signal });
    await page.waitUntilReady(5000);
    abort.abort();
    await expect(page.seek(1)).rejects.toMatchObject({ code: 'CANCELLED' });
    await page.close();
    await site.remove();
  });
});
