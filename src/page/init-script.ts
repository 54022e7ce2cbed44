import type { PageRuntimeConfig } from './protocol.js';
import { PAGE_RUNTIME_SOURCE, WORKER_RUNTIME_SOURCE } from './runtime-source.js';

/**
 * The script for `Page.addScriptToEvaluateOnNewDocument`: the configuration and the runtime, run in every document
 * before the page's own scripts.
 */
export function buildInitScript(config: PageRuntimeConfig): string {
  return `window.__framelaneConfig=${toLiteral(config)};\n${PAGE_RUNTIME_SOURCE}`;
}

/** The same for a dedicated worker, run before its script. */
export function buildWorkerScript(config: PageRuntimeConfig): string {
  return `self.__framelaneConfig=${toLiteral(config)};\n${WORKER_RUNTIME_SOURCE}`;
}

/**
 * The configuration as a JSON string that is parsed, so that no value in it can be read as code (`__proto__` and line
 * separators included) or end a script element.
 */
function toLiteral(config: PageRuntimeConfig): string {
  const literal = JSON.stringify(JSON.stringify(config)).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `JSON.parse(${literal})`;
}
