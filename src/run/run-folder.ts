import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FRAMELANE_VERSION, parseWith } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { writeJson } from '../files/index.js';

/**
 * The layout of a run's folder. `run.json` and `events.jsonl` stay for good; `plan/` and `chunks/` are deleted after
 * success unless they are to be kept, and stay after a failure, so that the run can be resumed.
 */
export interface RunFolder {
  readonly runDir: string;
  readonly runFile: string;
  readonly events: string;
  readonly lock: string;
  readonly plan: string;
  readonly chunks: string;
}

export function runFolder(runDir: string): RunFolder {
  return {
    runDir,
    runFile: join(runDir, 'run.json'),
    events: join(runDir, 'events.jsonl'),
    lock: join(runDir, 'lock.json'),
    plan: join(runDir, 'plan'),
    chunks: join(runDir, 'chunks'),
  };
}

/** A name for a run that sorts by time: `20260131-142530-1a2b3c`, UTC. */
export function makeRunId(now: Date = new Date()): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}

/** Where a chunk of the run lies; its extension comes without the dot and is empty for a folder of frames. */
export function chunkPathOf(folder: RunFolder, chunkIndex: number, extension: string): string {
  return join(folder.chunks, `chunk-${String(chunkIndex).padStart(4, '0')}${extension && `.${extension}`}`);
}

/** `run.json`: what a run was asked to do; enough to go on with it. */
const runFileSchema = z.strictObject({
  version: z.literal(1),
  framelaneVersion: z.string(),
  runId: z.string(),
  projectDir: z.string(),
  outputPath: z.string(),
  config: z.record(z.string(), z.unknown()),
  startedAtMs: z.number(),
});
export type RunFile = z.infer<typeof runFileSchema>;

export async function writeRunFile(
  folder: RunFolder,
  facts: Omit<RunFile, 'version' | 'framelaneVersion'>,
): Promise<RunFile> {
  const file: RunFile = { version: 1, framelaneVersion: FRAMELANE_VERSION, ...facts };
  await writeJson(folder.runFile, file);
  return file;
}

/**
 * Reads what a run was asked to do; null when the folder holds no run.
 * @throws STORE_CORRUPT when `run.json` is not what this version writes.
 */
export async function readRunFile(runDir: string): Promise<RunFile | null> {
  const path = runFolder(runDir).runFile;
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const corrupt = (how: string, cause?: unknown) =>
    new RenderError(
      'STORE_CORRUPT',
      `${path} cannot be read: ${how}.`,
      { path, fix: 'Start a new run.' },
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw corrupt('it is not JSON', cause);
  }
  return parseWith(runFileSchema, json, corrupt);
}
