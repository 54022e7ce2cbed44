import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./fake-electron.js'));

import type { App, Session } from 'electron';
import { lockContents, lockSession } from '../../../electron/security/lock-down.js';
import { isOwnUrl } from '../../../electron/security/own-page.js';
import { app, FakeContents, FakeSession } from './fake-electron.js';

describe('isOwnUrl', () => {
  it.each([
    'https://app/',
    'framelane://other/',
    'framelane://app.evil.example/',
    'framelane://user@app/',
    'framelane://app:8080/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
    '',
  ])('refuses %s', (url) => expect(isOwnUrl(url)).toBe(false));

  it('knows the interface', () => expect(isOwnUrl('framelane://app/index.html?view=run')).toBe(true));
});

describe('a page', () => {
  const contents = new FakeContents();
  beforeEach(() => {
    app.removeAllListeners('web-contents-created');
    contents.removeAllListeners();
    lockContents(app as unknown as App);
    app.emit('web-contents-created', {}, contents);
  });
  const prevented = (name: string, facts: Record<string, unknown>) => {
    const preventDefault = vi.fn();
    contents.emit(name, { ...facts, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };

  it('opens no window', () => {
    expect(contents.windowOpenHandler?.({ url: 'https://example.com' })).toEqual({ action: 'deny' });
    expect(contents.windowOpenHandler?.({ url: 'framelane://app/' })).toEqual({ action: 'deny' });
  });

  it('attaches no webview', () => expect(prevented('will-attach-webview', {})).toBe(true));

  it('leaves the interface neither by a link nor by a redirect nor in a frame', () => {
    expect(prevented('will-navigate', { url: 'https://example.com/' })).toBe(true);
    expect(prevented('will-navigate', { url: 'file:///etc/passwd' })).toBe(true);
    expect(prevented('will-redirect', { url: 'framelane://app/' })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'framelane://app/', isMainFrame: false })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'data:text/html,x', isMainFrame: true })).toBe(true);
  });

  it('may reload itself', () => {
    expect(prevented('will-navigate', { url: 'framelane://app/index.html' })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'framelane://app/', isMainFrame: true })).toBe(false);
  });

  it('tells nobody its local address', () => {
    expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  });
});

describe('a session', () => {
  const locked = (allowDevTools = false) => {
    const session = new FakeSession();
    lockSession(session as unknown as Session, allowDevTools);
    return session;
  };
  const asks = (permission: string, requestingUrl = 'framelane://app/', isMainFrame = true) => {
    const decide = vi.fn();
    locked().handlers.permissionRequest?.({}, permission, decide, { requestingUrl, isMainFrame });
    return decide.mock.calls[0]?.[0];
  };

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen', 'midi'])(
    'denies %s',
    (permission) => {
      expect(asks(permission)).toBe(false);
      expect(locked().handlers.permissionCheck?.({}, permission, 'framelane://app')).toBe(false);
    },
  );

  it('lets the interface alone write text to the clipboard', () => {
    expect(asks('clipboard-sanitized-write')).toBe(true);
    expect(asks('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    expect(asks('clipboard-sanitized-write', 'framelane://app/', false)).toBe(false);
    const check = locked().handlers.permissionCheck;
    expect(check?.({}, 'clipboard-sanitized-write', 'https://example.com')).toBe(false);
    expect(check?.({}, 'clipboard-sanitized-write', 'framelane://app')).toBe(true);
  });

  it('gives no device and no screen', () => {
    const { handlers } = locked();
    const pairing = vi.fn();
    const display = vi.fn();
    handlers.bluetooth?.({}, pairing);
    handlers.displayMedia?.({}, display);
    expect(handlers.device?.({ deviceType: 'usb' })).toBe(false);
    expect(handlers.usb?.({ protectedClasses: ['hid'] })).toEqual(['hid']);
    expect(pairing).toHaveBeenCalledWith({ confirmed: false });
    expect(display).toHaveBeenCalledWith({});
  });

  const isCancelled = (url: string, allowDevTools = false) => {
    const decide = vi.fn();
    locked(allowDevTools).handlers.request?.({ url }, decide);
    return decide.mock.calls[0]?.[0].cancel;
  };

  it.each([
    'https://example.com/',
    'http://127.0.0.1:80/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'devtools://devtools/x.js',
  ])('requests nothing from %s', (url) => expect(isCancelled(url)).toBe(true));

  it('requests its own files, what it made in memory, and the developer tools where they are allowed', () => {
    expect(isCancelled('framelane://app/assets/a.js')).toBe(false);
    expect(isCancelled('blob:framelane://app/1')).toBe(false);
    expect(isCancelled('data:image/png;base64,AA==')).toBe(false);
    expect(isCancelled('devtools://devtools/x.js', true)).toBe(false);
  });

  it('downloads nothing but reports and finished files', () => {
    const session = locked();
    const prevented = (url: string) => {
      const preventDefault = vi.fn();
      session.emit('will-download', { preventDefault }, { getURL: () => url });
      return preventDefault.mock.calls.length > 0;
    };
    expect(prevented('https://example.com/a.exe')).toBe(true);
    expect(prevented('framelane://app/index.html')).toBe(true);
    expect(prevented('blob:framelane://app/1')).toBe(false);
    expect(prevented('framelane://app/output/run-1')).toBe(false);
  });
});
