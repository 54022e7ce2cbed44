import { z } from 'zod';

/** What WebGL says about itself on an empty page of the browser that renders. */
export const webglInfoSchema = z.strictObject({
  vendor: z.string(),
  renderer: z.string(),
  /** True when a CPU draws (SwiftShader, llvmpipe, WARP, Basic Render): the same pixels on every machine. */
  software: z.boolean(),
  /** The GL version string. Empty when the page could not get a context. */
  version: z.string(),
  /** Largest texture edge in pixels; 0 without a context. */
  maxTextureSizePx: z.int().nonnegative(),
});
export type WebglInfo = z.infer<typeof webglInfoSchema>;
