import { type ErrorCard, elsewhere, retried } from './card-types.js';

/** Codes of the browser, of FFmpeg and of the network they need. */
export const TOOL_CARDS = {
  BROWSER_NOT_FOUND: {
    title: 'Browser not found',
    cause: 'Rendering needs a headless Chrome, and none was found. Looking at plans does not need it.',
    primary: 'install-browser',
    secondary: ['open-settings', 'recheck', 'open-diagnostics'],
    cloud: elsewhere,
  },
  BROWSER_LAUNCH_FAILED: {
    title: 'The browser did not start',
    cause: 'Chrome ended before it answered. Often a library is missing, or too many start at once.',
    primary: 'retry-failed',
    secondary: ['open-diagnostics', 'copy-command', 'copy-report'],
    cloud: retried('Retried with a fresh browser after a pause.'),
  },
  BROWSER_CRASHED: {
    title: 'Browser closed unexpectedly',
    cause: 'Chrome ended in the middle of a chunk. Another attempt starts with a fresh one.',
    primary: 'retry-failed',
    secondary: ['show-log', 'fewer-workers', 'copy-report'],
    cloud: retried('Retried up to four times with a fresh browser.'),
  },
  BROWSER_VERSION_MISMATCH: {
    title: 'Different browser than planned',
    cause: 'Another build of Chrome draws other pixels; its chunks would not match the others.',
    primary: 'render-again',
    secondary: ['open-settings', 'open-diagnostics', 'copy-report'],
    cloud: elsewhere,
  },
  BROWSER_GPU_NOT_SOFTWARE: {
    title: 'Hardware drawing is not allowed here',
    cause: 'A graphics card draws differently from machine to machine; chunks would not match.',
    primary: 'open-diagnostics',
    secondary: ['use-software', 'install-browser', 'copy-report'],
    cloud: elsewhere,
  },
  CAPTURE_TIMEOUT: {
    title: 'Browser stopped answering',
    cause: 'No frame arrived within the time limit. Heavy pages and a busy machine both do this.',
    primary: 'retry-failed',
    secondary: ['fewer-workers', 'use-screenshots', 'show-log', 'copy-report'],
    cloud: retried('Retried up to three times with a fresh browser.'),
  },
  CAPTURE_INVALID: {
    title: 'A captured frame looked wrong',
    cause: 'The image had another size than asked for, or could not be read.',
    primary: 'retry-failed',
    secondary: ['use-screenshots', 'show-log', 'copy-report'],
    cloud: retried('Retried with a fresh browser.'),
  },
  FFMPEG_NOT_FOUND: {
    title: 'FFmpeg was not found',
    cause: 'Rendering needs it; looking at plans does not.',
    primary: 'install-ffmpeg',
    secondary: ['open-settings', 'recheck', 'open-diagnostics'],
    cloud: elsewhere,
  },
  FFMPEG_VERSION_MISMATCH: {
    title: 'Different FFmpeg than planned',
    cause: 'Another build writes other bytes; its chunks could not be joined with the others.',
    primary: 'render-again',
    secondary: ['open-settings', 'open-diagnostics', 'copy-report'],
    cloud: elsewhere,
  },
  FFMPEG_FAILED: {
    title: 'Encoding or joining failed',
    cause: 'FFmpeg ended with an error. The last lines it wrote are below.',
    primary: 'retry-failed',
    secondary: ['copy-command', 'show-log', 'copy-report'],
    cloud: retried('Retried up to two times.'),
  },
  VIDEO_EXTRACTION_FAILED: {
    title: 'Reading video frames failed',
    cause: 'Frames of a source video could not be extracted. Often disk or memory; it may work again.',
    primary: 'render-again',
    secondary: ['open-diagnostics', 'show-log', 'copy-report'],
    cloud: retried('Retried after a pause.'),
  },
  FONT_FETCH_UNAVAILABLE: {
    title: 'Font server unreachable',
    cause:
      'You may be offline, and the font is not in the cache. A font file in the project needs no network.',
    primary: 'render-again',
    secondary: ['open-plan', 'copy-report'],
    cloud: retried('Retried with growing pauses.'),
  },
} as const satisfies Readonly<Record<string, ErrorCard>>;
