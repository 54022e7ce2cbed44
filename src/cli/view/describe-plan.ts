import type { PlanResult, SteppedState } from '../../contract/index.js';
import type { Paint } from './paint.js';
import { count, duration, rate, shortHash, size, toolNames } from './phrases.js';

/** A frozen plan: its hash, what was asked of the chunks, what came of it and why, and where each one lies. */
export function describePlan(result: PlanResult, paint: Paint): string[] {
  const { chunkPlan, encoder, tools } = result;
  const { requested, effective } = chunkPlan;
  const asked = [
    ...(requested.chunkSize === null ? [] : [`${requested.chunkSize} frames each`]),
    ...(requested.targetChunkFrames === null ? [] : [`about ${requested.targetChunkFrames} frames each`]),
    `at most ${requested.maxParallelChunks}`,
    `balanced by ${requested.balance}`,
  ];
  const row = (name: string, value: string) => `  ${paint('dim', name.padEnd(10))}${value}`;
  const indexCells = String(result.slices.length - 1).length;
  return [
    row('plan', paint('bold', result.planHash)),
    row('', result.planDir),
    row(
      'video',
      [
        count(result.frameCount, 'frame'),
        duration(result.composition.durationSec * 1000),
        `${encoder.outputWidthPx}×${encoder.outputHeightPx}`,
        rate(result.fps),
        encoder.format === encoder.codec ? encoder.format : `${encoder.format} ${encoder.codec}`,
        ...(encoder.videoEncoder === 'software' ? [] : [encoder.videoEncoder]),
        encoder.captureMode,
      ].join(' · '),
    ),
    row('captured', `${encoder.captureMode}: ${encoder.captureModeWhy}`),
    row('audio', result.audioPath ?? 'none'),
    row('assets', `${count(result.assetCount, 'asset')}, ${size(result.assetBytes)}`),
    row('tools', `${toolNames(tools)} · GL ${tools.glClass}`),
    row('requested', asked.join(', ')),
    row('effective', `${count(effective.chunkCount, 'chunk')} of ${count(effective.chunkSize, 'frame')}`),
    row('why', chunkPlan.why),
    ...describeStepping(result).map((line) => row('state', line)),
    ...result.slices.map((slice, place) =>
      row(
        place === 0 ? 'chunks' : '',
        `${String(slice.index).padStart(indexCells)}  frames ${slice.start} to ${slice.end - 1}  ${paint('dim', `(${slice.frameCount})`)}`,
      ),
    ),
    ...result.warnings.map((warning) => `  ${paint('warn', 'warning'.padEnd(10))}${warning}`),
  ];
}

const STATE_NAMES: Readonly<Record<SteppedState, string>> = {
  'animation-frames': 'animation frames',
  intervals: 'intervals',
  timeouts: 'timers',
  'timeline-updates': 'updates of a timeline',
  workers: 'workers',
  random: 'random numbers',
};

/** What the page keeps from frame to frame, and what that costs the last chunk. */
function describeStepping({ stepping }: PlanResult): string[] {
  const last = stepping?.chunks.at(-1);
  if (stepping === null || last === undefined) return [];
  const states = stepping.states.map((state) => STATE_NAMES[state]).join(', ');
  const cost = `the last chunk steps through ${count(last.frames, 'frame')} first, about ${duration(last.ms)}`;
  return [`${states}: ${last.frames === 0 ? 'one chunk, nothing is stepped twice' : cost}`];
}

/** Why two plans differ, or that they do not. */
export function describeDifferences(
  planHashes: readonly [string, string],
  differences: readonly string[],
  paint: Paint,
): string[] {
  if (planHashes[0] === planHashes[1]) return [`The plans are the same: ${shortHash(planHashes[0])}.`];
  return [
    `${paint('bold', shortHash(planHashes[0]))} and ${paint('bold', shortHash(planHashes[1]))} differ:`,
    ...differences.map((line) => `  ${line}`),
  ];
}
