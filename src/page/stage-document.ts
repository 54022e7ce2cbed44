import { embedJson } from './embed-json.js';
import type { StageConfig } from './stage/protocol.js';
import { FRAME_WORKER_SOURCE, I420_CONVERTER, STAGE_SOURCE } from './stage-source.js';

/** What may run and load on the stage itself: its own scripts and worker, and the composition beside it. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; frame-src 'self'";

/** The answer to a request for the stage. */
export interface StageDocument {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** Builds the document that shows a composition inside a canvas. */
export function buildStageDocument(
  config: Pick<StageConfig, 'widthPx' | 'heightPx' | 'compositionUrl' | 'mark'>,
): StageDocument {
  const { widthPx, heightPx } = config;
  const size = `width:${widthPx}px;height:${heightPx}px`;
  const stage: StageConfig = { ...config, converter: I420_CONVERTER, workerSource: FRAME_WORKER_SOURCE };
  const html = `<!doctype html><html><head><meta charset="utf-8"><style>html,body{margin:0;overflow:hidden;background:#fff}canvas,iframe{display:block;border:0;${size}}</style></head><body><canvas layoutsubtree content="drawable" width="${widthPx}" height="${heightPx}"></canvas><script>window.__framelaneStageConfig=${embedJson(stage)};</script><script>${STAGE_SOURCE}</script></body></html>`;
  return { html, contentSecurityPolicy: CONTENT_SECURITY_POLICY };
}
