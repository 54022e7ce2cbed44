import type { CDPSession } from 'puppeteer-core';
import { RenderError } from '../errors/index.js';

/** A page of the browser with its DevTools session. */
export interface PageTarget {
  readonly cdp: CDPSession;
  /** Closes the page; never throws. */
  close(): Promise<void>;
}

/**
 * Makes an empty page.
 * @param control a session with the browser itself.
 * @param options size in CSS pixels, and whether its frames are issued by us.
 */
export async function attachPage(
  control: CDPSession,
  options: { readonly widthPx: number; readonly heightPx: number; readonly beginFrame: boolean },
): Promise<PageTarget> {
  const { targetId } = await control.send('Target.createTarget', {
    url: 'about:blank',
    width: options.widthPx,
    height: options.heightPx,
    ...(options.beginFrame ? { enableBeginFrameControl: true } : {}),
  });
  const { sessionId } = await control.send('Target.attachToTarget', { targetId, flatten: true });
  const cdp = control.connection()?.session(sessionId);
  if (cdp === undefined || cdp === null)
    throw new RenderError('BROWSER_CRASHED', 'The browser closed while a page was opened.');
  return {
    cdp,
    async close() {
      await control.send('Target.closeTarget', { targetId }).catch(() => undefined);
    },
  };
}
