import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { getDefaults, PLAN_PATHS } from '../../contract/index.js';
import { RenderError } from '../../errors/index.js';
import { quoteCommand } from '../../process/index.js';
import { readRunFile, runFolder } from '../../run/index.js';
import type { HostMethods } from '../dispatch.js';
import { type HostContext, toolPaths } from '../host-context.js';
import { requireTrust } from '../require-trust.js';
import { shortenHome } from '../shorten-home.js';

type RunMethods = Pick<HostMethods, Extract<keyof HostMethods, `run.${string}` | 'runs.list'>>;

/** Characters that a file name may have on every system. */
const SAFE_NAME = /[^\p{L}\p{N} ._-]+/gu;

/** Starting, steering and looking at runs. */
export function runMethods(context: HostContext): RunMethods {
  const { runs, projects, settings } = context;
  const steered = (found: boolean, chunkIndex: number) => {
    if (found) return {};
    throw new RenderError('CONFIG_INVALID', `Chunk ${chunkIndex} is not being rendered now.`, { chunkIndex });
  };
  const resume = async (runId: string) => {
    const { runDir } = await runs.snapshot(runId);
    const file = await readRunFile(runDir);
    if (file === null) throw new RenderError('STORE_CORRUPT', `The run ${runId} has no run.json.`, { runId });
    const { keepRunFiles, workers } = await settings.get();
    const { projectDir, outputPath, config } = file;
    const tools = await toolPaths(context);
    return {
      runId: await runs.start({
        projectDir,
        config,
        outputPath,
        workers,
        keep: keepRunFiles,
        tools,
        resumeDir: runDir,
      }),
    };
  };
  return {
    'run.start': async ({ projectId, config, workers, outputName }) => {
      const project = requireTrust(await projects.get(projectId));
      const { keepRunFiles, outputFolder, workers: preferredWorkers } = await settings.get();
      const format = config.format ?? getDefaults().format;
      const name = fileName(outputName ?? basename(project.projectDir), format);
      return {
        runId: await runs.start({
          projectDir: project.projectDir,
          config: { ...config, entryFile: project.entryFile },
          outputPath: join(outputFolder ?? join(homedir(), 'Videos', 'Framelane'), name),
          workers: workers ?? preferredWorkers,
          keep: keepRunFiles,
          tools: await toolPaths(context),
        }),
      };
    },
    'run.watch': async ({ runId }, { windowId }) => {
      await runs.watch(runId, windowId);
      return {};
    },
    'run.unwatch': ({ runId }, { windowId }) => {
      runs.unwatch(runId, windowId);
      return {};
    },
    'run.cancel': ({ runId }) => {
      runs.cancel(runId);
      return {};
    },
    'run.pause': ({ runId }) => {
      runs.setPaused(runId, true);
      return {};
    },
    'run.continue': ({ runId }) => {
      runs.setPaused(runId, false);
      return {};
    },
    'run.cancel-chunk': ({ runId, chunkIndex }) =>
      steered(runs.control(runId).cancelChunk(chunkIndex), chunkIndex),
    // A run with a failed chunk ends; going on with it renders what is missing.
    'run.retry-chunk': async ({ runId, chunkIndex }) => {
      if (runs.isActive(runId)) return steered(runs.control(runId).retryChunk(chunkIndex), chunkIndex);
      await resume(runId);
      return {};
    },
    'run.retry-failed': async ({ runId }) => {
      await resume(runId);
      return {};
    },
    'run.resume': ({ runId }) => resume(runId),
    'run.discard': async ({ runId }) => ({ freedBytes: await runs.discard(runId) }),
    'run.log': async ({ runId, chunkIndex, afterSeq }) => {
      const lines = await runs.log(runId, afterSeq);
      return lines.filter((line) => chunkIndex === null || line.chunkIndex === chunkIndex);
    },
    'run.thumbnail': async ({ runId, chunkIndex }) => {
      const frame = await runs.newestFrame(runId, chunkIndex);
      if (frame === null) return null;
      const dataUri = `data:${typeOf(frame.image)};base64,${Buffer.from(frame.image).toString('base64')}`;
      return { frameIndex: frame.frameIndex, dataUri };
    },
    'run.commands': async ({ runId, chunkIndex }) => {
      const { runDir, chunks, workers, plan } = await runs.snapshot(runId);
      const chunk = chunks[chunkIndex];
      const worker = workers.find(({ workerId }) => workerId === chunk?.attempts.at(-1)?.workerId);
      const planDir = plan?.planDir ?? join(runFolder(runDir).plan, PLAN_PATHS.plan);
      return {
        browser: worker?.browserCommand ?? null,
        ffmpeg: chunk?.result?.ffmpegCommand ?? null,
        cli: quoteCommand('npx', [
          'framelane',
          'chunk',
          planDir,
          String(chunkIndex),
          '-o',
          `chunk-${chunkIndex}${extensionOf(plan?.format)}`,
        ]),
      };
    },
    'runs.list': () => runs.list(),
    'run.output': async ({ runId }, { outputUrl }) => {
      const path = await runs.outputPath(runId);
      const url = path === null ? null : outputUrl(runId);
      return path === null || url === null
        ? null
        : { url, fileName: basename(path), displayPath: shortenHome(path) };
    },
  };
}

function fileName(wanted: string, format: string): string {
  const stem =
    wanted
      .replace(SAFE_NAME, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 120) || 'composition';
  const extension = extensionOf(format);
  return stem.toLowerCase().endsWith(extension) ? stem : `${stem}${extension}`;
}

function extensionOf(format: string | undefined): string {
  return format === undefined || format === 'png-sequence' ? '' : `.${format}`;
}

/** Images of a worker say by their first byte what they are. */
function typeOf(image: Uint8Array): string {
  if (image[0] === 0xff) return 'image/jpeg';
  return image[0] === 0x42 ? 'image/bmp' : 'image/png';
}
