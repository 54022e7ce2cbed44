import { embedJson } from './embed-json.js';
import type { PageRuntimeConfig } from './protocol.js';
import { PAGE_RUNTIME_SOURCE, WORKER_RUNTIME_SOURCE } from './runtime-source.js';

/**
 * The script for `Page.addScriptToEvaluateOnNewDocument`: the configuration and the runtime, run in every document
 * before the page's own scripts.
 */
export function buildInitScript(config: PageRuntimeConfig): string {
  return `window.__framelaneConfig=${embedJson(config)};\n${PAGE_RUNTIME_SOURCE}`;
}

/** The same for a dedicated worker, run before its script. */
export function buildWorkerScript(config: PageRuntimeConfig): string {
  return `self.__framelaneConfig=${embedJson(config)};\n${WORKER_RUNTIME_SOURCE}`;
}
