/**
 * The code of `src/page/runtime`, bundled to one classic script and kept as a string, so that whatever bundles
 * Framelane carries it along. Written by `scripts/build.mjs`; there is no source file of this name.
 */
export declare const PAGE_RUNTIME_SOURCE: string;
/** The same for dedicated workers: `src/page/runtime/workers/worker-main.ts`. */
export declare const WORKER_RUNTIME_SOURCE: string;
