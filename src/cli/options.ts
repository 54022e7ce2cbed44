import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  CAPTURE_MODES,
  CODECS,
  type DistributedRenderConfig,
  FORMATS,
  type OutputFormat,
  QUALITIES,
  type ToolPaths,
  VIDEO_ENCODERS,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { RemoteAccess } from '../plan/index.js';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly browser?: string;
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
}

/** Options that decide what is rendered, as commander hands them over: text. */
export interface ConfigOptions {
  readonly fps?: string;
  readonly width?: string;
  readonly height?: string;
  readonly format?: string;
  readonly codec?: string;
  readonly videoEncoder?: string;
  readonly quality?: string;
  readonly crf?: string;
  readonly bitrate?: string;
  readonly chunkSize?: string;
  readonly maxChunks?: string;
  readonly targetChunkFrames?: string;
  readonly balance?: string;
  readonly variables?: string;
  readonly captureMode?: string;
  readonly gl?: string;
  readonly seed?: string;
  readonly strict?: boolean;
  readonly rejectSystemFonts?: boolean;
  readonly cfr?: boolean;
  readonly loudness?: string;
  readonly timeout?: string;
  readonly duration?: string;
}

/** Options that decide where content of other hosts comes from. */
export interface RemoteOptions {
  readonly offline?: boolean;
  readonly allowOrigin?: readonly string[];
}

export function addRemoteOptions(command: Command): Command {
  return command
    .option('--offline', 'fetch nothing: only what is vendored, installed or was fetched before')
    .option(
      '--allow-origin <origin...>',
      'servers on this machine or in a private network that may be fetched from, such as http://127.0.0.1:8000',
    );
}

export function addCommonOptions(command: Command): Command {
  return command
    .option('--json', 'write results as JSON, one object per line, to stdout')
    .option('--verbose', 'add stack traces and command lines to errors')
    .option('--browser <path>', 'the browser to render with (default: looked for)')
    .option('--ffmpeg <path>', 'the ffmpeg to encode with (default: looked for)')
    .option('--ffprobe <path>', 'the ffprobe to verify with (default: looked for)');
}

export function addConfigOptions(command: Command): Command {
  return command
    .option('--fps <rate>', "frames per second: 30, 30000/1001 (default: the composition's, else 30)")
    .option('--duration <seconds>', 'how long to render (default: what the composition says)')
    .option('--width <px>', "width of the output (default: the composition's)")
    .option('--height <px>', "height of the output (default: the composition's)")
    .option('--format <name>', `${FORMATS.join(', ')} (default: by the extension of the output)`)
    .option('--codec <name>', `of an mp4: ${CODECS.join(', ')}`)
    .option(
      '--video-encoder <name>',
      `of an mp4: ${VIDEO_ENCODERS.join(', ')}; hardware is refused where it does not work (default: software)`,
    )
    .option('--quality <name>', QUALITIES.join(', '))
    .option('--crf <number>', 'constant rate factor, instead of --bitrate')
    .option('--bitrate <rate>', 'for example 4M, instead of --crf')
    .option('--chunk-size <frames>', 'frames per chunk')
    .option(
      '--max-chunks <number>',
      'most chunks to cut into (default: 16, or what this machine has use for)',
    )
    .option('--target-chunk-frames <frames>', 'frames per chunk to aim at, instead of --chunk-size')
    .option('--balance <how>', 'what chunks have in common: frames (length) or cost (time)')
    .option(
      '--variables <json>',
      "values of the composition's variables: a JSON object, or a file that holds one",
    )
    .option('--capture-mode <mode>', ['auto', ...CAPTURE_MODES].join(', '))
    .option('--gl <class>', 'software (the same pixels everywhere) or any')
    .option('--seed <number>', 'of the random numbers that the page sees')
    .option('--strict', 'turn warnings about the composition into errors')
    .option('--reject-system-fonts', 'refuse a composition that uses fonts it does not bring')
    .option('--cfr', 'encode again while assembling, with a constant frame rate')
    .option(
      '--loudness <lufs>',
      'bring the sound to this integrated loudness: -14 for the web, -23 for broadcast',
    )
    .option('--timeout <seconds>', 'how long the page may take to become ready (default: 45)');
}

/**
 * The configuration that the options ask for; what was not given is left out. Ranges are checked by the planner, whose
 * message names the setting.
 * @throws CONFIG_INVALID for variables that are no JSON object, INPUT_NOT_FOUND for their file.
 */
export async function toRenderConfig(
  options: ConfigOptions,
  cwd: string,
  from: { readonly format: string | undefined; readonly entryFile: string | undefined },
): Promise<DistributedRenderConfig> {
  const timeoutSec = toNumber(options.timeout);
  const config: Record<keyof DistributedRenderConfig | string, unknown> = {
    fps: options.fps,
    durationSec: toNumber(options.duration),
    width: toNumber(options.width),
    height: toNumber(options.height),
    format: from.format,
    entryFile: from.entryFile,
    codec: options.codec,
    videoEncoder: options.videoEncoder,
    quality: options.quality,
    crf: toNumber(options.crf),
    bitrate: options.bitrate,
    chunkSize: toNumber(options.chunkSize),
    maxParallelChunks: toNumber(options.maxChunks),
    targetChunkFrames: toNumber(options.targetChunkFrames),
    balance: options.balance,
    variables: options.variables === undefined ? undefined : await readVariables(options.variables, cwd),
    captureMode: options.captureMode,
    gl: options.gl,
    seed: toNumber(options.seed),
    strictness: options.strict === true ? 'strict' : undefined,
    rejectOnSystemFonts: options.rejectSystemFonts,
    cfr: options.cfr,
    loudness: toNumber(options.loudness),
    readyTimeoutMs: typeof timeoutSec === 'number' ? timeoutSec * 1000 : timeoutSec,
  };
  // Raw values on purpose: the one schema of the contract judges them, with one wording for library and command line.
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined),
  ) as DistributedRenderConfig;
}

/** Paths of tools, made absolute against the folder the command was called in. */
export function toToolPaths(options: CommonOptions, cwd: string): ToolPaths {
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(cwd, path));
  return {
    browserPath: absolute(options.browser),
    ffmpegPath: absolute(options.ffmpeg),
    ffprobePath: absolute(options.ffprobe),
  };
}

/**
 * Where content from other hosts may come from.
 * @throws CONFIG_INVALID for an origin that is none.
 */
export function toRemoteAccess({ offline, allowOrigin = [] }: RemoteOptions): RemoteAccess {
  const allowedOrigins = allowOrigin.map((text) => {
    const isOrigin = /^https?:\/\//i.test(text) && URL.canParse(text);
    if (isOrigin) return new URL(text).origin;
    const expected = 'expected an origin such as http://127.0.0.1:8000';
    throw new RenderError('CONFIG_INVALID', `allowOrigin: ${expected} (got "${text}").`, {
      field: 'allowOrigin',
    });
  });
  return { network: offline !== true, allowedOrigins };
}

/** A whole number of an argument that is no part of the configuration (`--workers`, a chunk's index). */
export function toWholeNumber(text: string, field: string, lowest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= lowest) return value;
  throw new RenderError(
    'CONFIG_INVALID',
    `${field}: expected a whole number of at least ${lowest} (got "${text}").`,
    { field },
  );
}

const EXTENSIONS: Readonly<Record<string, OutputFormat>> = {
  '.mp4': 'mp4',
  '.webm': 'webm',
  '.mov': 'mov',
  '.gif': 'gif',
};

/**
 * The format by the output's extension and the one that was asked for; they must not contradict each other.
 * @throws CONFIG_INVALID
 */
export function pickFormat(outputPath: string, asked: string | undefined): string {
  const inferred = EXTENSIONS[extname(outputPath).toLowerCase()];
  if (asked === undefined) {
    if (inferred !== undefined) return inferred;
    throw new RenderError(
      'CONFIG_INVALID',
      `output: "${outputPath}" does not tell its format. Name it .mp4, .webm, .mov or .gif, or add --format (png-sequence writes a folder).`,
      { field: 'format', path: outputPath },
    );
  }
  // An unknown name goes through: the contract's schema lists the known ones.
  if (!FORMATS.some((format) => format === asked)) return asked;
  const fits = asked === 'png-sequence' ? inferred === undefined : inferred === asked;
  if (fits) return asked;
  throw new RenderError(
    'CONFIG_INVALID',
    `format: --format ${asked} contradicts the output "${outputPath}". ${asked === 'png-sequence' ? 'A png-sequence is a folder: leave out the extension.' : `Name it .${asked}, or leave out --format.`}`,
    { field: 'format', path: outputPath },
  );
}

/** Numbers as numbers; anything else stays text, for the schema to refuse by name. */
function toNumber(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

async function readVariables(given: string, cwd: string): Promise<unknown> {
  const inline = given.trimStart().startsWith('{');
  const path = resolve(cwd, given);
  const text = inline ? given : await readVariablesFile(path);
  const source = inline ? 'the inline value' : path;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new RenderError(
      'CONFIG_INVALID',
      `variables: ${source} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      { field: 'variables' },
    );
  }
  throw new RenderError(
    'CONFIG_INVALID',
    `variables: ${source} must be a JSON object, such as {"title":"Hello"}.`,
    {
      field: 'variables',
    },
  );
}

async function readVariablesFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new RenderError(
      'INPUT_NOT_FOUND',
      `variables: there is no file ${path}.`,
      { path, field: 'variables' },
      { cause },
    );
  }
}
