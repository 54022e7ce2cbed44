import type { DoctorReport, Finding, WebglInfo } from '../contract/index.js';
import { toFinding } from './finding.js';

type Browser = NonNullable<DoctorReport['browser']>;

/** Judges a browser that was launched. Pure. */
export function judgeBrowser(browser: Browser, webgl: WebglInfo): Finding[] {
  return [
    toFinding('browser', 'browser', 'Browser', {
      status: 'ok',
      detail: `${browser.version} at ${browser.path} (${browser.why})`,
      fix: '',
    }),
    judgeWebgl(webgl),
    toFinding('browser', 'browser.begin-frame', 'Frame control', {
      status: browser.beginFrame ? 'ok' : 'warn',
      detail: browser.beginFrame
        ? 'BeginFrame works'
        : 'no BeginFrame: frames are taken as screenshots, slower',
      fix: 'Use chrome-headless-shell (framelane setup installs it where there is one).',
    }),
    toFinding('browser', 'browser.sandbox', 'Sandbox', {
      status: browser.sandbox ? 'ok' : 'warn',
      detail: browser.sandbox ? 'compositions run inside it' : 'off: compositions run with your own rights',
      fix: 'Run as a user other than root, or render only compositions that you trust.',
    }),
  ];
}

function judgeWebgl(webgl: WebglInfo): Finding {
  const identity = `${webgl.vendor} / ${webgl.renderer}`;
  if (webgl.version === '') {
    return toFinding('browser', 'browser.webgl', 'WebGL', {
      status: 'warn',
      detail: 'no context: compositions that draw with WebGL stay empty',
      fix: 'Use a browser with SwiftShader, such as chrome-headless-shell.',
    });
  }
  return toFinding('browser', 'browser.webgl', 'WebGL', {
    status: webgl.software ? 'ok' : 'warn',
    detail: `${webgl.software ? 'software' : 'hardware'}: ${identity}, textures up to ${webgl.maxTextureSizePx} px`,
    fix: 'Pixels of a GPU differ between machines; renders ask for software unless --gl any is given.',
  });
}
