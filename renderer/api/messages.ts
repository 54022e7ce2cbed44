import { z } from 'zod';
import { errorDataSchema, type HostMessage, resourcesSchema } from '../../src/contract/index.js';

/** The outline of a snapshot: what the screens rely on before they look closer. */
const snapshotOutline = z.looseObject({
  runId: z.string(),
  state: z.string(),
  seq: z.number(),
  chunks: z.array(z.looseObject({ index: z.number(), attempts: z.array(z.unknown()) })),
  workers: z.array(z.looseObject({ workerId: z.number() })),
  framesDone: z.number(),
  framesTotal: z.number(),
});

const messageSchema = z.union([
  z.object({ kind: z.literal('answer'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ kind: z.literal('answer'), id: z.int(), ok: z.literal(false), error: errorDataSchema }),
  z.object({ kind: z.literal('run-snapshot'), snapshot: snapshotOutline, paused: z.boolean() }),
  z.object({ kind: z.literal('runs-changed') }),
  z.object({
    kind: z.literal('install-progress'),
    tool: z.enum(['browser', 'ffmpeg']),
    message: z.string(),
    share: z.number().nullable(),
  }),
  z.object({ kind: z.literal('resources'), resources: resourcesSchema }),
]);

/** A message of the host, or null when it is none that this window knows. */
export function parseHostMessage(data: unknown): HostMessage | null {
  const parsed = messageSchema.safeParse(data);
  return parsed.success ? (parsed.data as unknown as HostMessage) : null;
}
