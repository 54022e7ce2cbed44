import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#src/contract/index.js';
import { takeSettingPaths } from '#src/host/take-setting-paths.js';

const before = settingsSchema.parse({ browserPath: '/usr/bin/chromium' });
const resolveHandle = (handle: string) => (handle === 'path-1' ? '/opt/ffmpeg' : null);
const desktop = { shell: 'desktop', resolveHandle } as const;

describe('takeSettingPaths', () => {
  it('refuses on the desktop what no dialog has given: the page could name a program of its own', () => {
    for (const field of ['browserPath', 'ffmpegPath', 'outputFolder']) {
      expect(() => takeSettingPaths({ [field]: '/tmp/evil' }, before, desktop)).toThrow(
        'takes paths from its dialogs',
      );
    }
    expect(() => takeSettingPaths({ ffmpegPath: 'path-1' }, before, { shell: 'desktop' })).toThrow('dialogs');
  });

  it('puts the path of a handle in, and lets what is set, nothing, and other settings be', () => {
    expect(takeSettingPaths({ ffmpegPath: 'path-1', workers: 2 }, before, desktop)).toEqual({
      ffmpegPath: '/opt/ffmpeg',
      workers: 2,
    });
    const same = { browserPath: '/usr/bin/chromium', outputFolder: null };
    expect(takeSettingPaths(same, before, desktop)).toEqual(same);
  });

  it('takes a typed path in the browser shell', () => {
    const typed = { browserPath: '/tmp/chrome' };
    expect(takeSettingPaths(typed, before, { shell: 'browser' })).toEqual(typed);
  });
});
