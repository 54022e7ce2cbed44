import type { Plan } from '../contract/index.js';
import type { BrowserKind } from './types.js';

/** The kind of browser that the chunks of a plan are rendered in. */
export function browserKindOf({ composition, encoder }: Plan): BrowserKind {
  const { widthPx, heightPx } = composition;
  return { widthPx, heightPx, gl: encoder.gl };
}
