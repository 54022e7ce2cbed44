import { z } from 'zod';
import { webglInfoSchema } from './webgl.js';

/** One thing that was checked on this machine. */
export const findingSchema = z.strictObject({
  /** Stable name: `browser`, `browser.webgl`, `ffmpeg.encoder.libx264`, `disk`. */
  id: z.string(),
  group: z.enum(['browser', 'ffmpeg', 'machine']),
  title: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  /** What was found: a version, a path, a number with its unit. */
  detail: z.string(),
  /** The command to run or the thing to change; null when there is nothing to fix. */
  fix: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What `framelane doctor` found by really trying. */
export const doctorReportSchema = z.strictObject({
  framelaneVersion: z.string(),
  /** `fail` when something is missing without which nothing renders. */
  status: z.enum(['ok', 'warn', 'fail']),
  findings: z.array(findingSchema),
  browser: z
    .strictObject({
      path: z.string(),
      why: z.string(),
      version: z.string(),
      beginFrame: z.boolean(),
      sandbox: z.boolean(),
    })
    .nullable(),
  webgl: webglInfoSchema.nullable(),
  ffmpeg: z.strictObject({ path: z.string(), why: z.string(), version: z.string() }).nullable(),
  ffprobe: z.strictObject({ path: z.string(), why: z.string(), version: z.string() }).nullable(),
  machine: z.strictObject({
    platform: z.string(),
    nodeVersion: z.string(),
    cpuCount: z.number().positive(),
    memoryTotalBytes: z.number().nonnegative(),
    memoryAvailableBytes: z.number().nonnegative(),
    diskFreeBytes: z.number().nonnegative(),
    /** Null where there is no /dev/shm. */
    shmBytes: z.number().nonnegative().nullable(),
    fontFamilies: z.int().nonnegative(),
  }),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
