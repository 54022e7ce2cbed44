import { judgeSandbox, launchBrowser, requireBrowser } from '../browser/index.js';
import type { DoctorReport, Finding, WebglInfo } from '../contract/index.js';
import { toRenderError } from '../errors/index.js';
import type { DoctorOptions } from './doctor-options.js';
import { toFailure } from './finding.js';
import { judgeBrowser } from './judge-browser.js';

/** Size of the trial window in pixels; what is asked of it does not depend on it. */
const TRIAL_WINDOW = { widthPx: 320, heightPx: 180 } as const;

/** What was learnt of the browser by starting it. */
export interface BrowserCheck {
  readonly browser: DoctorReport['browser'];
  readonly webgl: WebglInfo | null;
  readonly findings: readonly Finding[];
}

/** Finds the browser and starts it. What goes wrong becomes a finding; only a cancel is thrown. */
export async function checkBrowser({ tools, env, cacheDir, signal }: DoctorOptions): Promise<BrowserCheck> {
  try {
    const found = await requireBrowser({ browserPath: tools.browserPath, env, cacheDir });
    const session = await launchBrowser({
      ...TRIAL_WINDOW,
      browserPath: found.path,
      gl: 'any',
      cacheDir,
      ...(signal === undefined ? {} : { signal }),
    });
    const browser = {
      path: found.path,
      why: found.why,
      version: session.version,
      beginFrame: session.supportsBeginFrame,
      sandbox: session.sandbox,
    };
    const { webgl } = session;
    await session.close();
    return { browser, webgl, findings: judgeBrowser(browser, webgl, (await judgeSandbox()).why) };
  } catch (thrown) {
    const error = toRenderError(thrown);
    if (error.code === 'CANCELLED') throw error;
    return { browser: null, webgl: null, findings: [toFailure('browser', 'browser', 'Browser', error)] };
  }
}
