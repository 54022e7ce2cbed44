import { z } from 'zod';
import { chunkPlanSchema, chunkSliceSchema } from './chunk-plan.js';
import { CAPTURE_MODES, type DistributedRenderConfig } from './config.js';
import { doctorReportSchema } from './doctor.js';
import { errorDataSchema } from './events.js';
import { fpsFractionSchema } from './fps.js';
import { audioTrackSchema, clipSchema } from './plan-files.js';
import type { RunSnapshot } from './snapshot.js';
import { declaredVariableSchema } from './variables.js';
import { webglInfoSchema } from './webgl.js';

/**
 * What a window and the engine host say to each other. The same messages go over a MessagePort (desktop) and a
 * WebSocket (browser shell). Every message is checked on arrival by the schemas of this file.
 */
export const HOST_PROTOCOL = 1;

/** Whether a folder's scripts may run: `restricted` inspects only, `trusted` may plan and render. */
export const trustSchema = z.enum(['restricted', 'trusted']);
export type Trust = z.infer<typeof trustSchema>;

/** A composition that was opened. Windows name it by `projectId`, never by a path they made up. */
export const projectSchema = z.strictObject({
  projectId: z.string(),
  name: z.string(),
  /** For people; with the home folder shortened. */
  displayPath: z.string(),
  entryFile: z.string(),
  trust: trustSchema,
  isSample: z.boolean(),
  /** Read without running a script; null where the markup does not say. */
  markup: z.strictObject({
    compositionId: z.string().nullable(),
    widthPx: z.int().positive(),
    heightPx: z.int().positive(),
    fps: fpsFractionSchema,
    durationSec: z.number().positive().nullable(),
    clips: z.array(clipSchema),
    audioTracks: z.array(audioTrackSchema),
    /** What may be set from outside, for a form. */
    variables: z.array(declaredVariableSchema),
    assetCount: z.int().nonnegative(),
    assetBytes: z.int().nonnegative(),
    warnings: z.array(z.string()),
  }),
  /** Why it cannot be rendered as it is; null when nothing was found. */
  problem: errorDataSchema.nullable(),
});
export type Project = z.infer<typeof projectSchema>;

export const recentProjectSchema = z.strictObject({
  projectId: z.string(),
  name: z.string(),
  displayPath: z.string(),
  openedAtMs: z.number(),
  missing: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

export const sampleSchema = z.strictObject({
  sampleId: z.string(),
  name: z.string(),
  description: z.string(),
  durationSec: z.number().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
});
export type Sample = z.infer<typeof sampleSchema>;

/** How a composition would be cut, without running it. */
export const planPreviewSchema = z.strictObject({
  frameCount: z.int().positive(),
  fps: fpsFractionSchema,
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  durationSec: z.number().positive(),
  chunkPlan: chunkPlanSchema,
  slices: z.array(chunkSliceSchema),
  gopFrames: z.int().positive(),
  workers: z.int().positive(),
  workersWhy: z.string(),
  /** Null until the composition was sampled. */
  estimate: z.strictObject({ wallMs: z.number(), sizeBytes: z.number() }).nullable(),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

/** What a few sampled frames tell about a composition. */
export const sampleReportSchema = z.strictObject({
  durationSec: z.number().positive(),
  frameCount: z.int().positive(),
  captureMode: z.enum(CAPTURE_MODES),
  webgl: webglInfoSchema,
  systemFonts: z.array(z.string()),
  samples: z.array(
    z.strictObject({
      frameIndex: z.int().nonnegative(),
      /** Milliseconds to seek and capture. */
      costMs: z.number().nonnegative(),
      /** Whether the frame differs from the one before it. */
      moving: z.boolean(),
      imageBytes: z.int().nonnegative(),
    }),
  ),
  warnings: z.array(z.string()),
});
export type SampleReport = z.infer<typeof sampleReportSchema>;

/** A plan that was frozen into a folder. */
export const frozenPlanSchema = z.strictObject({
  planHash: z.string(),
  /** For people; with the home folder shortened. */
  displayPath: z.string(),
  /** Of the whole folder. */
  sizeBytes: z.number().nonnegative(),
  fileCount: z.int().nonnegative(),
  chunkCount: z.int().positive(),
  /** Renders the first chunk from it. */
  cli: z.string(),
});
export type FrozenPlan = z.infer<typeof frozenPlanSchema>;

/** A run as the list of runs shows it. */
export const runSummarySchema = z.strictObject({
  runId: z.string(),
  projectId: z.string().nullable(),
  projectName: z.string(),
  state: z.enum([
    'planning',
    'rendering',
    'assembling',
    'cancelling',
    'done',
    'failed',
    'cancelled',
    'interrupted',
  ]),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  chunksDone: z.int().nonnegative(),
  chunkCount: z.int().nonnegative(),
  framesTotal: z.int().nonnegative(),
  outputName: z.string(),
  outputExists: z.boolean(),
  sizeBytes: z.number().nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const logLineSchema = z.strictObject({
  seq: z.int().nonnegative(),
  atMs: z.number(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  chunkIndex: z.int().nonnegative().nullable(),
  attempt: z.int().positive().nullable(),
  workerId: z.int().nonnegative().nullable(),
});
export type LogLine = z.infer<typeof logLineSchema>;

export const settingsSchema = z.strictObject({
  workers: z.int().min(1).max(64).nullable().default(null),
  quality: z.enum(['draft', 'standard', 'high']).default('standard'),
  gl: z.enum(['software', 'any']).default('software'),
  captureMode: z.enum(['auto', ...CAPTURE_MODES]).default('auto'),
  keepRunFiles: z.boolean().default(true),
  browserPath: z.string().nullable().default(null),
  ffmpegPath: z.string().nullable().default(null),
  outputFolder: z.string().nullable().default(null),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  contrast: z.enum(['system', 'more']).default('system'),
  shortcuts: z.record(z.string(), z.string()).default({}),
  singleKeyShortcuts: z.boolean().default(true),
});
export type Settings = z.infer<typeof settingsSchema>;

export const folderEntrySchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['folder', 'html']),
  /** A folder that holds an index.html with a composition. */
  isComposition: z.boolean(),
});
export const folderListingSchema = z.strictObject({
  path: z.string(),
  parent: z.string().nullable(),
  entries: z.array(folderEntrySchema),
});
export type FolderListing = z.infer<typeof folderListingSchema>;

/** Live numbers of the machine: 0 to 1 for CPU, bytes for the rest. */
export const resourcesSchema = z.strictObject({
  atMs: z.number(),
  cpuShare: z.number().min(0).max(1),
  memoryUsedBytes: z.number(),
  memoryTotalBytes: z.number(),
  rendererRssBytes: z.number(),
  diskFreeBytes: z.number(),
});
export type Resources = z.infer<typeof resourcesSchema>;

const empty = z.strictObject({});
/** Checked by the engine itself, whose message names the field. */
const rawConfig = z.custom<DistributedRenderConfig>((value) => typeof value === 'object' && value !== null);
const project = z.strictObject({ projectId: z.string() });
const run = z.strictObject({ runId: z.string() });
const runChunk = z.strictObject({ runId: z.string(), chunkIndex: z.int().nonnegative() });
const done = z.strictObject({});

/** Every request with the schemas of what it takes and what it answers. */
export const HOST_METHODS = {
  'app.info': {
    input: empty,
    output: z.strictObject({
      protocol: z.literal(HOST_PROTOCOL),
      version: z.string(),
      platform: z.string(),
      shell: z.enum(['desktop', 'browser']),
      /** Whether render browsers run inside Chrome's sandbox. */
      sandbox: z.boolean(),
    }),
  },
  'machine.check': { input: empty, output: doctorReportSchema },
  'machine.install': {
    input: z.strictObject({ tool: z.enum(['browser', 'ffmpeg']) }),
    output: z.strictObject({ why: z.string() }),
  },
  /** Starts browsers as workers would, each with a session of its own, and asks each what draws. */
  'machine.probe-webgl': {
    input: z.strictObject({ sessions: z.int().min(1).max(16) }),
    output: z.array(
      z.strictObject({ startedAtMs: z.number(), browserVersion: z.string(), webgl: webglInfoSchema }),
    ),
  },
  'samples.list': { input: empty, output: z.array(sampleSchema) },
  'samples.open': { input: z.strictObject({ sampleId: z.string() }), output: projectSchema },
  'projects.recent': { input: empty, output: z.array(recentProjectSchema) },
  'projects.forget': { input: project, output: done },
  'project.reopen': { input: project, output: projectSchema },
  /** A path handle that a dialog or a drop of the desktop shell was given. */
  'project.open-handle': { input: z.strictObject({ handle: z.string() }), output: projectSchema },
  /** Browser shell only: a folder that was picked in the server's folder list. */
  'project.open-path': { input: z.strictObject({ path: z.string() }), output: projectSchema },
  'project.trust': {
    input: z.strictObject({ projectId: z.string(), trust: trustSchema }),
    output: projectSchema,
  },
  'folders.list': { input: z.strictObject({ path: z.string().nullable() }), output: folderListingSchema },
  'plan.preview': {
    input: z.strictObject({ projectId: z.string(), config: rawConfig }),
    output: planPreviewSchema,
  },
  'plan.sample': {
    input: z.strictObject({ projectId: z.string(), config: rawConfig }),
    output: sampleReportSchema,
  },
  /** Plans into a folder that is kept; the same composition and settings give the same hash and folder. */
  'plan.freeze': {
    input: z.strictObject({ projectId: z.string(), config: rawConfig }),
    output: frozenPlanSchema,
  },
  'run.start': {
    input: z.strictObject({
      projectId: z.string(),
      config: rawConfig,
      workers: z.int().min(1).max(64).nullable(),
      outputName: z.string().nullable(),
    }),
    output: run,
  },
  'run.watch': { input: run, output: done },
  'run.unwatch': { input: run, output: done },
  'run.cancel': { input: run, output: done },
  /** No new chunk is started; running ones finish. */
  'run.pause': { input: run, output: done },
  'run.continue': { input: run, output: done },
  'run.cancel-chunk': { input: runChunk, output: done },
  'run.retry-chunk': { input: runChunk, output: done },
  'run.retry-failed': { input: run, output: done },
  /** Goes on with an interrupted, failed or cancelled run; verified chunks are kept. */
  'run.resume': { input: run, output: run },
  'run.discard': { input: run, output: z.strictObject({ freedBytes: z.number().nonnegative() }) },
  'run.log': {
    input: z.strictObject({
      runId: z.string(),
      chunkIndex: z.int().nonnegative().nullable(),
      afterSeq: z.int(),
    }),
    output: z.array(logLineSchema),
  },
  /** Newest frame of a chunk as a data URI of a small JPEG; null before the first. */
  'run.thumbnail': {
    input: runChunk,
    output: z.strictObject({ frameIndex: z.int(), dataUri: z.string() }).nullable(),
  },
  'run.commands': {
    input: runChunk,
    output: z.strictObject({
      browser: z.string().nullable(),
      ffmpeg: z.string().nullable(),
      cli: z.string(),
    }),
  },
  'runs.list': { input: empty, output: z.array(runSummarySchema) },
  /** Where the finished file can be fetched: a URL of the shell that serves the window. */
  'run.output': {
    input: run,
    output: z.strictObject({ url: z.string(), fileName: z.string(), displayPath: z.string() }).nullable(),
  },
  'settings.get': { input: empty, output: settingsSchema },
  'settings.set': { input: settingsSchema.partial(), output: settingsSchema },
  'resources.now': { input: empty, output: resourcesSchema },
} as const;

export type HostMethod = keyof typeof HOST_METHODS;
export type HostInput<M extends HostMethod> = z.input<(typeof HOST_METHODS)[M]['input']>;
/** An input after its check, with defaults filled in. */
export type HostCheckedInput<M extends HostMethod> = z.output<(typeof HOST_METHODS)[M]['input']>;
export type HostOutput<M extends HostMethod> = z.output<(typeof HOST_METHODS)[M]['output']>;

/** A request of a window. `id` is chosen by the window and comes back in the answer. */
export const hostRequestSchema = z.strictObject({
  kind: z.literal('request'),
  id: z.int().nonnegative(),
  method: z.enum(Object.keys(HOST_METHODS) as [HostMethod, ...HostMethod[]]),
  input: z.unknown(),
});
export type HostRequest = z.infer<typeof hostRequestSchema>;

/** What the host sends: answers, and news without a request. Snapshots are whole, so that a late window is right at once. */
export type HostMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly ok: false;
      readonly error: z.infer<typeof errorDataSchema>;
    }
  | { readonly kind: 'run-snapshot'; readonly snapshot: RunSnapshot; readonly paused: boolean }
  | { readonly kind: 'runs-changed' }
  | {
      readonly kind: 'install-progress';
      readonly tool: 'browser' | 'ffmpeg';
      readonly message: string;
      readonly share: number | null;
    }
  | { readonly kind: 'resources'; readonly resources: Resources };
