import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => import('./fake-electron.js'));

import { LeaveGuard } from '../../../electron/system/leave-guard.js';
import { findOpenedPath } from '../../../electron/system/opened-files.js';
import { answerSquirrel } from '../../../electron/system/squirrel-event.js';
import { placeWindow, readWindowState } from '../../../electron/window/window-bounds.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'framelane opened-'));
  writeFileSync(join(dir, 'index.html'), '<p>');
  writeFileSync(join(dir, 'notes.txt'), '');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('findOpenedPath', () => {
  it('finds a folder or a page, absolute, relative or as the address that a desktop passes', () => {
    const page = join(dir, 'index.html');
    expect(findOpenedPath([dir], '/')).toBe(dir);
    expect(findOpenedPath(['--enable-x', 'index.html'], dir)).toBe(page);
    expect(findOpenedPath([pathToFileURL(page).href], '/')).toBe(page);
  });

  it.each([
    [['notes.txt']],
    [['missing.html']],
    [['--index.html']],
    [['https://example.com/index.html']],
    [['file://other-host/index.html']],
    [['file:///%00.html']],
    [['a\0.html']],
    [[]],
  ])('takes nothing else: %j', (args) => expect(findOpenedPath(args, dir)).toBeNull());
});

describe('answerSquirrel', () => {
  const exe = 'C:\\Users\\ada\\AppData\\Local\\framelane\\app-0.1.0\\framelane.exe';
  const startedBy = (event: string, platform: NodeJS.Platform = 'win32') => {
    const started: string[] = [];
    const ends = answerSquirrel(platform, [exe, event], exe, (program, args) =>
      started.push([program, ...args].join(' ')),
    );
    return { ends, started };
  };

  it('makes the shortcut and the entry under "Open with", for a program that stays over updates', () => {
    const { ends, started } = startedBy('--squirrel-install');
    expect(ends).toBe(true);
    expect(started[0]).toBe(
      'C:\\Users\\ada\\AppData\\Local\\framelane\\Update.exe --createShortcut=framelane.exe',
    );
    expect(started.join('\n')).toContain('"C:\\Users\\ada\\AppData\\Local\\framelane\\framelane.exe" "%1"');
    expect(started.filter((line) => line.includes('SupportedTypes'))).toHaveLength(2);
    // Listed, never the default: that is written under the file type itself.
    expect(started.filter((line) => line.startsWith('reg') && !line.includes('\\Applications\\'))).toEqual(
      [],
    );
  });

  it('takes both away again', () => {
    const { ends, started } = startedBy('--squirrel-uninstall');
    expect(ends).toBe(true);
    expect(started[0]).toContain('--removeShortcut=framelane.exe');
    expect(started[1]).toBe('reg delete HKCU\\Software\\Classes\\Applications\\framelane.exe /f');
  });

  it('only ends for an older version, and lets other starts be', () => {
    expect(startedBy('--squirrel-obsolete')).toEqual({ ends: true, started: [] });
    expect(startedBy('--squirrel-firstrun')).toEqual({ ends: false, started: [] });
    expect(startedBy('C:\\promo\\index.html')).toEqual({ ends: false, started: [] });
    expect(startedBy('--squirrel-install', 'linux')).toEqual({ ends: false, started: [] });
  });
});

describe('LeaveGuard', () => {
  it('ends the app when the session ends while the question stands, whatever is answered then', async () => {
    let answer: (choice: 'keep') => void = () => {};
    const keepRunning = vi.fn();
    const quit = vi.fn();
    const guard = new LeaveGuard({
      isRendering: () => true,
      ask: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      keepRunning,
      stopEngine: async () => {},
      quit,
    });
    const event = { preventDefault: vi.fn() };
    guard.onBeforeQuit(event);
    guard.onWindowClose(event);
    guard.onShutdown();
    await vi.waitFor(() => expect(quit).toHaveBeenCalledTimes(1));
    answer('keep');
    await Promise.resolve();
    expect(keepRunning).not.toHaveBeenCalled();
    guard.onShutdown(event);
    expect(event.preventDefault).toHaveBeenCalledTimes(2);
  });

  it('keeps a render when the question cannot be shown', async () => {
    const stopEngine = vi.fn(async () => {});
    const ask = vi.fn(async () => {
      throw new Error('no display');
    });
    const guard = new LeaveGuard({ isRendering: () => true, ask, keepRunning() {}, stopEngine, quit() {} });
    guard.onBeforeQuit({ preventDefault() {} });
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
    await Promise.resolve();
    expect(stopEngine).not.toHaveBeenCalled();
  });
});

describe('the window’s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const left = { x: -1280, y: 0, width: 1280, height: 1024 };
  const at = (x: number, y: number, width = 1000, height = 700) => ({
    bounds: { x, y, width, height },
    maximized: false,
  });

  it('is where it was, on whichever screen', () => {
    expect(placeWindow(at(100, 50), [screen])).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
    expect(placeWindow(at(-1200, 50), [screen, left])).toEqual({ x: -1200, y: 50, width: 1000, height: 700 });
  });

  it('is the default when its screen is gone or nothing is known, and fits the screen', () => {
    expect(placeWindow(at(-1200, 50), [screen])).toEqual({ width: 1000, height: 700 });
    expect(placeWindow(at(100, 1030), [screen])).toEqual({ width: 1000, height: 700 });
    expect(placeWindow(null, [screen])).toEqual({ width: 1440, height: 900 });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({
      width: 1280,
      height: 720,
    });
    expect(placeWindow(at(0, 0, 5000, 4000), [screen])).toMatchObject({ width: 1920, height: 1040 });
  });

  it('is not read from a file of another shape', () => {
    const file = join(dir, 'window.json');
    for (const text of ['', '{}', '{"bounds":{"x":0},"maximized":true}', '[1]']) {
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeNull();
    }
    expect(readWindowState(join(dir, 'missing.json'))).toBeNull();
    writeFileSync(file, JSON.stringify(at(1, 2)));
    expect(readWindowState(file)).toEqual(at(1, 2));
  });
});
