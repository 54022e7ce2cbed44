import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN, isOwnBlob, isOwnUrl } from './own-page.js';

/** The one permission that the interface needs: its Copy buttons write plain text. */
const GRANTED = 'clipboard-sanitized-write';

/** Keeps every page of the app where it is: no navigation, no window, no webview, wherever a page comes from. */
export function lockContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
}

function lockPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnUrl(event.url)) event.preventDefault();
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Takes from a session what pages may do by default: permissions, devices, screen capture, network, downloads.
 * @param allowDevTools keeps the requests of the developer tools working; never in a packaged app.
 */
export function lockSession(session: Session, allowDevTools: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === GRANTED && details.isMainFrame && isOwnUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === GRANTED && isOwnUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isAllowedRequest(details.url, allowDevTools) });
  });
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (!isOwnBlob(url) && !url.startsWith(`${APP_ORIGIN}/output/`)) event.preventDefault();
  });
}

function isAllowedRequest(url: string, allowDevTools: boolean): boolean {
  return (
    isOwnUrl(url) ||
    isOwnBlob(url) ||
    url.startsWith('data:') ||
    (allowDevTools && url.startsWith('devtools:'))
  );
}
