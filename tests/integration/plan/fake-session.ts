import type { BrowserSession, CompositionPage, OpenPageOptions } from '#src/browser/index.js';
import { RenderError } from '#src/errors/index.js';

/** What a page that begin-frame hangs ends with. */
export const hung = new RenderError('CAPTURE_TIMEOUT', 'frame 0 was not drawn within 10 s');

/** A browser whose pages fail to capture in the given way; remembers how pages were opened. */
export function fakeSession(failure: (options: OpenPageOptions, frameIndex: number) => Error | null) {
  const opened: OpenPageOptions[] = [];
  const openPage = async (options: OpenPageOptions): Promise<CompositionPage> => {
    opened.push(options);
    let at = 0;
    return {
      waitUntilReady: async () => {},
      describe: async () => ({
        compositionId: 'main',
        durations: { attribute: null, hf: null, timeline: null },
        clips: [],
        systemFonts: [],
        rareTexts: [],
        fontFamilies: [],
        stepsFrames: false,
        states: [],
        rawObstacles: ['a test'],
      }),
      hasMedia: async () => false,
      watchMedia: async () => ({ samples: [], stepsFrames: false, errors: [] }),
      seek: async (frameIndex) => {
        at = frameIndex;
        return { frameIndex, steppedFrames: 1, errors: [] };
      },
      capture: async () => {
        const error = failure(options, at);
        if (error !== null) throw error;
        return { image: Buffer.from([at]), damaged: true };
      },
      release: () => {},
      again: async () => null,
      watch: () => {},
      close: async () => {},
    };
  };
  const session: BrowserSession = {
    pid: 1,
    version: 'Fake/1',
    command: 'fake',
    webgl: { vendor: '', renderer: '', software: true, version: '', maxTextureSizePx: 0 },
    supportsBeginFrame: true,
    sandbox: true,
    alive: true,
    openPage,
    rssBytes: async () => 0,
    close: async () => {},
  };
  return { session, opened };
}
