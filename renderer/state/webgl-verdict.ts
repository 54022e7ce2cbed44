import type { WebglInfo } from '../../src/contract/webgl.js';
import type { Family } from './chunk-state.js';

/** What the WebGL identity of a session means for a chunked render. */
export interface WebglVerdict {
  readonly kind: 'expected' | 'other-software' | 'hardware' | 'none';
  readonly family: Family;
  /** Short, for tables. */
  readonly word: string;
  readonly sentence: string;
}

export const EXPECTED_WEBGL = 'SwiftShader (software)';

export function judgeWebgl(webgl: WebglInfo): WebglVerdict {
  if (webgl.version === '' && webgl.maxTextureSizePx === 0) {
    return {
      kind: 'none',
      family: 'attention',
      word: 'No WebGL',
      sentence: 'The page could not get a WebGL context.',
    };
  }
  if (/swiftshader/i.test(webgl.renderer)) {
    return {
      kind: 'expected',
      family: 'ok',
      word: 'SwiftShader',
      sentence: 'Expected: the same pixels on every machine.',
    };
  }
  if (webgl.software || /llvmpipe|basic render/i.test(webgl.renderer)) {
    return {
      kind: 'other-software',
      family: 'attention',
      word: /llvmpipe/i.test(webgl.renderer) ? 'llvmpipe' : 'Other software',
      sentence: 'Software, but not the expected one: pixels may differ from other machines.',
    };
  }
  return {
    kind: 'hardware',
    family: 'fail',
    word: 'Hardware',
    sentence: 'A graphics card draws: refused in chunked mode.',
  };
}

/** The ANGLE backend inside a renderer string: `Vulkan 1.3.0`, `OpenGL 4.5`; null when it names none. */
export function angleBackend(renderer: string): string | null {
  return /\b(Vulkan|OpenGL(?: ES)?|Direct3D ?\d*|D3D\d+|Metal)\b[ \d.]*/i.exec(renderer)?.[0].trim() ?? null;
}
