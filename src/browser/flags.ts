import type { LaunchOptions } from './types.js';

/** What decides the flags of a browser. */
export interface FlagOptions extends Pick<LaunchOptions, 'widthPx' | 'heightPx' | 'gl'> {
  readonly profileDir: string;
  /** False where the system has no sandbox to offer: as root, or without user namespaces. */
  readonly sandbox: boolean;
}

/**
 * Every switch that a render browser is started with. Those marked "pixels" change what is drawn, so they are the same
 * on every machine; a change of them is a change of the plan's identity.
 */
export function browserFlags({ widthPx, heightPx, gl, profileDir, sandbox }: FlagOptions): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${profileDir}`,
    `--window-size=${widthPx},${heightPx}`,
    // The headless shell always is; a full Chrome would open a window.
    '--headless',
    '--no-first-run',
    '--no-default-browser-check',
    // Pixels: WebGL is drawn by SwiftShader, the same on every CPU of an instruction set.
    ...(gl === 'software'
      ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
      : []),
    // Pixels: with software GL, GPU compositing leaves ghosts of stale layers.
    ...(gl === 'software' ? ['--disable-gpu-compositing'] : []),
    // Pixels: text and colour must not follow the machine's display settings.
    '--font-render-hinting=none',
    '--disable-lcd-text',
    '--force-color-profile=srgb',
    '--force-device-scale-factor=1',
    '--hide-scrollbars',
    // Pixels: one tile for the whole viewport; also 10 to 25 % faster with software raster.
    `--default-tile-width=${widthPx}`,
    `--default-tile-height=${heightPx}`,
    // Pixels: a frame is drawn only when every stage has finished, images and animations follow the frame clock.
    '--run-all-compositor-stages-before-draw',
    '--disable-new-content-rendering-timeout',
    '--disable-checker-imaging',
    '--disable-image-animation-resync',
    '--disable-threaded-animation',
    '--disable-threaded-scrolling',
    '--disable-partial-raster',
    // Canvases that draw the elements inside them (`layoutsubtree`): in Chrome, but not yet for everybody.
    '--enable-blink-features=CanvasDrawElement',
    // An AudioContext that waits for a click hangs the page.
    '--autoplay-policy=no-user-gesture-required',
    '--mute-audio',
    // A page that nobody looks at must not be slowed down.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-hang-monitor',
    '--disable-ipc-flooding-protection',
    // Containers have a /dev/shm of 64 MiB, too small for a 4K frame.
    '--disable-dev-shm-usage',
    // No network: names but that of the file server resolve to nothing, and nothing is fetched in the background.
    '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--no-proxy-server',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-client-side-phishing-detection',
    '--disable-quic',
    '--no-pings',
    '--metrics-recording-only',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    // A second window or a worker that outlives its page would escape the guard on the page's requests.
    '--block-new-web-contents',
    '--disable-shared-workers',
    // Nothing of a person's browser.
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-prompt-on-repost',
    '--disable-crash-reporter',
    '--disable-breakpad',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-features=BackForwardCache,Translate,MediaRouter,OptimizationHints,PaintHolding,DialMediaRouteProvider,LazyFrameLoading',
    ...(sandbox ? [] : ['--no-sandbox']),
    // No address: a headless shell then opens no page of its own, which would cost a process (70 ms of CPU).
  ];
}
