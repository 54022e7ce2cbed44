import type { CDPSession } from 'puppeteer-core';
import { type WebglInfo, webglInfoSchema } from '../contract/index.js';
import { RenderError } from '../errors/index.js';

/** Renderers that are a CPU: SwiftShader, Mesa's llvmpipe and softpipe, Microsoft's WARP and Basic Render Driver. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render|warp/i;

/** Runs in the page; plain JavaScript so that no build step touches it. */
const PROBE = `(() => {
  const gl = document.createElement('canvas').getContext('webgl2') ?? document.createElement('canvas').getContext('webgl');
  if (!gl) return { vendor: '', renderer: '', version: '', maxTextureSizePx: 0 };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return {
    vendor: String(gl.getParameter(info ? info.UNMASKED_VENDOR_WEBGL : gl.VENDOR)),
    renderer: String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
    version: String(gl.getParameter(gl.VERSION)),
    maxTextureSizePx: Number(gl.getParameter(gl.MAX_TEXTURE_SIZE)),
  };
})()`;

/** Asks WebGL on an empty page who draws. */
export async function probeWebgl(cdp: CDPSession): Promise<WebglInfo> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: PROBE, returnByValue: true });
  const answer = result.value as Omit<WebglInfo, 'software'>;
  return webglInfoSchema.parse({ ...answer, software: SOFTWARE_RENDERER.test(answer.renderer) });
}

/**
 * Refuses a browser that draws with hardware, or with nothing, where software was asked for.
 * @throws BROWSER_GPU_NOT_SOFTWARE with what was found.
 */
export function assertSoftwareGl(webgl: WebglInfo): void {
  if (webgl.software) return;
  const found = webgl.renderer === '' ? 'no WebGL at all' : `${webgl.vendor} / ${webgl.renderer}`;
  const fix = 'Use chrome-headless-shell ("framelane setup" installs one), or allow any GL with --gl any.';
  throw new RenderError(
    'BROWSER_GPU_NOT_SOFTWARE',
    `Expected software WebGL (SwiftShader), got ${found}. ${fix}`,
    { webgl, fix },
  );
}
