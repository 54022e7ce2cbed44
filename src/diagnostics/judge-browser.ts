import type { DoctorReport, Finding, WebglInfo } from '../contract/index.js';
import { toFinding } from './finding.js';

type Browser = NonNullable<DoctorReport['browser']>;

/**
 * Judges a browser that was launched. Pure.
 * @param sandboxWhy why there is no sandbox; empty when there is one.
 */
export function judgeBrowser(browser: Browser, webgl: WebglInfo, sandboxWhy: string): Finding[] {
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
      detail: browser.sandbox ? 'compositions run inside it' : `off. ${sandboxWhy}`,
      fix: 'Render only compositions that you trust, or run as an ordinary user where the sandbox works.',
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
