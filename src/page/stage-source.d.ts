/** Written by `scripts/build.mjs` from `src/page/stage`; there is no source file of this name. */

/** The code of the stage, one classic script. */
export declare const STAGE_SOURCE: string;
/** The code of its worker. */
export declare const FRAME_WORKER_SOURCE: string;
/** The converter from BGRX to I420: WebAssembly in base64. */
export declare const I420_CONVERTER: string;
