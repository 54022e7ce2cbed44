import { z } from 'zod';

/** Where an engine keeps things; the rest of its options follows from the process it runs in. */
export const engineFoldersSchema = z.strictObject({
  dataDir: z.string(),
  cacheDir: z.string(),
  runsRoot: z.string(),
  examplesDir: z.string(),
});
export type EngineFolders = z.infer<typeof engineFoldersSchema>;

/** Server → engine process. Messages of windows stay the text they came as. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), folders: engineFoldersSchema }),
  /** `outputQuery` is what lets this window fetch a finished file. */
  z.strictObject({ kind: z.literal('open'), windowId: z.int(), outputQuery: z.string() }),
  z.strictObject({ kind: z.literal('text'), windowId: z.int(), text: z.string() }),
  z.strictObject({ kind: z.literal('closed'), windowId: z.int() }),
  z.strictObject({ kind: z.literal('output-path'), id: z.int(), runId: z.string() }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine process → server. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
  z.strictObject({ kind: z.literal('text'), windowId: z.int(), text: z.string() }),
  z.strictObject({ kind: z.literal('output-path'), id: z.int(), path: z.string().nullable() }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
