import { readComposition } from '../../composition/index.js';
import {
  fpsToNumber,
  type PlanPreview,
  type SampleReport,
  validateDistributedRenderConfig,
} from '../../contract/index.js';
import { readMachine } from '../../diagnostics/index.js';
import { RenderError } from '../../errors/index.js';
import {
  buildChunkSlices,
  describePage,
  localChunks,
  lockEncoder,
  resolveChunkPlan,
  resolveDuration,
} from '../../plan/index.js';
import { computeWorkerBudget } from '../../run/index.js';
import type { HostMethods } from '../dispatch.js';
import { estimateRender } from '../estimate-render.js';
import { freezePlanOf } from '../freeze-plan.js';
import { type HostContext, toolPaths } from '../host-context.js';
import { requireTrust } from '../require-trust.js';
import { sampleComposition } from '../sample-composition.js';

type PlanMethods = Pick<HostMethods, 'plan.preview' | 'plan.sample' | 'plan.freeze'>;

/** How a composition would be cut, and what its frames cost. */
export function planMethods(context: HostContext): PlanMethods {
  const { options, projects } = context;
  /** The newest sample of each project, for the estimate and for a length that only the page knows. */
  const samples = new Map<string, SampleReport>();
  return {
    'plan.preview': async ({ projectId, config: given }): Promise<PlanPreview> => {
      const { projectDir, entryFile } = await projects.get(projectId);
      const config = validateDistributedRenderConfig({ ...given, entryFile });
      const composition = await readComposition(projectDir, entryFile);
      const sample = samples.get(projectId) ?? null;
      const durationSec = composition.durationSec ?? sample?.durationSec ?? null;
      if (durationSec === null) {
        throw new RenderError(
          'COMPOSITION_INVALID',
          'The length of this composition is known only once it has run. Take a sample first.',
          { field: 'data-duration' },
        );
      }
      const { fps, size } = describePage(composition, config);
      const silent = { attribute: null, hf: null, timeline: null };
      const sources = {
        settingSec: config.durationSec,
        attributeSec: durationSec,
        page: silent,
        lastMediaSec: null,
      };
      const { frameCount: totalFrames } = resolveDuration(sources, fps, entryFile);
      const frameCosts = sample?.samples.map(({ frameIndex, costMs }) => ({ frameIndex, costMs }));
      const machine = await readMachine(options.runsRoot);
      const local = localChunks(given, machine.cpuCount, fps);
      const chunkPlan = resolveChunkPlan({ ...config, totalFrames, local, frameCosts });
      const slices = buildChunkSlices(chunkPlan, totalFrames, frameCosts);
      const { gopFrames } = lockEncoder(config, {
        fps,
        size,
        captureMode: 'begin-frame',
        captureModeWhy: '',
        chunkSize: chunkPlan.effective.chunkSize,
      });
      const budget = computeWorkerBudget({
        requested: (await context.settings.get()).workers ?? undefined,
        chunkCount: slices.length,
        widthPx: size.outputWidthPx,
        heightPx: size.outputHeightPx,
        cpuCount: machine.cpuCount,
        memoryAvailableBytes: machine.memoryAvailableBytes,
      });
      return {
        frameCount: totalFrames,
        fps,
        widthPx: size.outputWidthPx,
        heightPx: size.outputHeightPx,
        durationSec: totalFrames / fpsToNumber(fps),
        chunkPlan,
        slices,
        gopFrames,
        workers: budget.workers,
        workersWhy: budget.why,
        estimate:
          sample === null
            ? null
            : estimateRender(sample, { totalFrames, chunkCount: slices.length, workers: budget.workers }),
      };
    },
    'plan.sample': async ({ projectId, config: given }) => {
      const { projectDir, entryFile } = requireTrust(await projects.get(projectId));
      const report = await sampleComposition(
        projectDir,
        { ...given, entryFile },
        await toolPaths(context),
        options,
      );
      samples.set(projectId, report);
      return report;
    },
    'plan.freeze': async ({ projectId, config: given }) => {
      const { projectDir, entryFile } = requireTrust(await projects.get(projectId));
      return freezePlanOf(projectDir, { ...given, entryFile }, await toolPaths(context), options);
    },
  };
}
