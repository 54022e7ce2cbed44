import { mkdir } from 'node:fs/promises';
import { type DistributedRenderConfig, validateDistributedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { type RunFile, type RunFolder, readRunFile, writeRunFile } from './run-folder.js';

/** What a run is asked to do. */
export interface RunRequest {
  readonly runId: string;
  readonly projectDir: string;
  readonly outputPath: string;
  readonly config: DistributedRenderConfig;
  readonly resume: boolean;
}

/**
 * Makes a new run's folder, or checks that an interrupted run is asked to go on with the same thing.
 * @returns what stands in `run.json`.
 * @throws CONFIG_INVALID naming the settings that differ, or when the folder already holds a run; INPUT_NOT_FOUND when
 * there is nothing to resume.
 */
export async function prepareFolder(folder: RunFolder, request: RunRequest): Promise<RunFile> {
  const { resume, runId, projectDir, outputPath, config } = request;
  const earlier = await readRunFile(folder.runDir);
  if (resume) {
    if (earlier === null) throw nothingToResume(folder);
    assertSameRequest(earlier, request);
    return earlier;
  }
  if (earlier !== null) {
    throw new RenderError('CONFIG_INVALID', `The folder ${folder.runDir} already holds a run.`, {
      field: 'runDir',
      path: folder.runDir,
      fix: 'Resume it, or choose another run folder.',
    });
  }
  await mkdir(folder.chunks, { recursive: true });
  const facts = { runId, projectDir, outputPath, config, startedAtMs: Date.now() };
  return writeRunFile(folder, facts);
}

function assertSameRequest(earlier: RunFile, { projectDir, outputPath, config }: RunRequest): void {
  const before: Record<string, unknown> = { ...validateDistributedRenderConfig(earlier.config) };
  const now: Record<string, unknown> = { ...validateDistributedRenderConfig(config) };
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  if (earlier.projectDir !== projectDir) changed.push('projectDir');
  if (earlier.outputPath !== outputPath) changed.push('outputPath');
  const [field] = changed;
  if (field === undefined) return;
  throw new RenderError(
    'CONFIG_INVALID',
    `The run ${earlier.runId} was started with another ${changed.join(', another ')}, so it cannot go on.`,
    { field, changed, fix: 'Give the same settings as when it was started, or start a new run.' },
  );
}

function nothingToResume(folder: RunFolder): RenderError {
  return new RenderError('INPUT_NOT_FOUND', `There is no run to resume in ${folder.runDir}.`, {
    path: folder.runDir,
    fix: 'Check the run folder, or start a new run.',
  });
}
