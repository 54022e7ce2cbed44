import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isSiteUrl } from '../composition/index.js';
import { toErrorData, toRenderError } from '../errors/index.js';
import { assertWritable } from '../files/index.js';
import { cacheDirOf, type Environment, reapOrphans, TEMPORARY_PREFIX } from '../process/index.js';
import { locateTools } from '../tools/index.js';
import { openEventLog } from './event-log.js';
import { lockRunFolder } from './lock-run-folder.js';
import { prepareFolder } from './prepare-folder.js';
import { makeRunId, type RunFolder, runFolder } from './run-folder.js';
import { runSteps } from './run-steps.js';
import type { RenderRunOptions, Run, RunResult } from './types.js';
import { WarmPool } from './warm-pool.js';

/**
 * Renders a composition on this machine: plans, renders the chunks concurrently, each worker with a browser of its own,
 * and assembles. Everything that happens is an event in the run's log, the last one `result` or `error`.
 * @returns the `result` event.
 * @throws the RenderError of the `error` event; CANCELLED when the signal was aborted. Then no process is left, the
 * output shows its old content or nothing, and the run can be resumed.
 */
export async function renderRun(options: RenderRunOptions): Promise<RunResult> {
  const env = options.env ?? process.env;
  const runId = makeRunId();
  const folder = runFolder(resolve(options.runDir ?? join(options.runsRoot, runId)));
  await assertWritable(folder.runFile);
  const unlock = await lockRunFolder(folder);
  try {
    const request = { runId, resume: options.resume ?? false, ...absolute(options) };
    const file = await prepareFolder(folder, request);
    await reapOrphans(cacheDirOf(env));
    return await runLogged({ ...options, ...absolute(options) }, file.runId, folder, env);
  } finally {
    await unlock();
  }
}

function absolute({ projectDir, outputPath, config }: RenderRunOptions) {
  return {
    projectDir: isSiteUrl(projectDir) ? projectDir : resolve(projectDir),
    outputPath: resolve(outputPath),
    config,
  };
}

/** Opens the log and sees to it that it ends with `result` or `error`. */
async function runLogged(
  options: RenderRunOptions,
  runId: string,
  folder: RunFolder,
  env: Environment,
): Promise<RunResult> {
  const broken = new AbortController();
  const { onEvent } = options;
  const log = await openEventLog(folder, { onEvent, onWriteError: (error) => broken.abort(error) });
  const signal = AbortSignal.any([broken.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const onAbort = () => log.emit({ type: 'run-cancelling' });
  signal.addEventListener('abort', onAbort, { once: true });
  const workDir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  try {
    return await runWithPool({ runId, folder, options, env, log, signal }, workDir);
  } catch (thrown) {
    const error = toRenderError(thrown).withDetails({ runId });
    log.emit({ type: 'error', runId, error: toErrorData(error) });
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    log.close();
    await rm(workDir, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

/** Looks for the tools, and sees to it that no browser of the run outlives it. */
async function runWithPool(run: Omit<Run, 'tools' | 'pool'>, workDir: string): Promise<RunResult> {
  const { options, env } = run;
  const tools = await locateTools(options.tools ?? {}, env);
  if (options.warm !== undefined) return runSteps({ ...run, tools, pool: options.warm.pool });
  const pool = new WarmPool({ tools, env, workDir });
  const onExit = () => pool.killAll();
  process.on('exit', onExit);
  try {
    return await runSteps({ ...run, tools, pool });
  } finally {
    await pool.close();
    process.off('exit', onExit);
  }
}
