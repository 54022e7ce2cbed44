// Turns measurements into rows that console.table prints. All numbers are medians over the runs.

import { gainsOfWorkers, geometricMean, median, mediansByKey, ratio } from './statistics.mjs';

const MIB = 1024 * 1024;

/** The runs of one case as one measurement. */
export function summarise(runs) {
  const [first] = runs;
  const of = (pick) => median(runs.map(pick));
  const summary = {
    wallSec: of((run) => run.wallSec),
    cpuSec: of((run) => run.cpuSec),
    peakBytes: of((run) => run.peakBytes),
    outputBytes: of((run) => run.outputBytes),
    ssim: of((run) => run.ssim),
    psnrDb: of((run) => run.psnrDb),
    outputFrames: first.outputFrames ?? null,
    cpuSecByKind: mediansByKey(runs.map((run) => run.cpuSecByKind ?? {})),
  };
  if (first.phases === undefined) return summary;
  const { frames, chunkCount, workerCount, captureMode } = first;
  return {
    ...summary,
    frames,
    chunkCount,
    workerCount,
    captureMode,
    framesReused: of((run) => run.framesReused),
    chunksSec: of((run) => run.chunksSec),
    captureMs: {
      median: of((run) => run.captureMs?.median),
      p95: of((run) => run.captureMs?.p95),
    },
    phases: mediansByKey(runs.map((run) => run.phases)),
  };
}

export const round = (value, digits) => {
  if (value === null || value === undefined) return 'n/a';
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : 'equal';
};
const mib = (bytes) => round(ratio(bytes, MIB), 0);
const kib = (bytes) => Math.round(bytes / 1024);

const caseOf = ({ name, summary }) => ({
  composition: name,
  workers: summary.workerCount,
  chunks: summary.chunkCount,
});

export function toResourceRow({ name, summary }) {
  return {
    ...caseOf({ name, summary }),
    frames: summary.frames,
    'wall s': round(summary.wallSec, 2),
    fps: round(summary.frames / summary.wallSec, 1),
    'cpu s': round(summary.cpuSec, 1),
    'cpu ms/frame': round(ratio(summary.cpuSec, summary.frames / 1000), 1),
    'peak MiB': mib(summary.peakBytes),
  };
}

/** What came out of the browser, and what it looks like in the file. */
export function toFrameRow({ name, summary }) {
  return {
    ...caseOf({ name, summary }),
    capture: summary.captureMode,
    reused: summary.framesReused,
    'capture ms p50': round(summary.captureMs.median, 1),
    'capture ms p95': round(summary.captureMs.p95, 1),
    'file KiB': kib(summary.outputBytes),
    SSIM: round(summary.ssim, 5),
    'PSNR dB': round(summary.psnrDb, 2),
  };
}

export function toPhaseRow({ name, summary }) {
  const phases = Object.entries(summary.phases).map(([phase, sec]) => [`${phase} s`, round(sec, 2)]);
  return { ...caseOf({ name, summary }), ...Object.fromEntries(phases) };
}

/** What each next worker gains, of the cases with the same composition and chunks; above 1 it is faster. */
export function toGainRows(cases) {
  const keyOf = ({ name, summary }) => `${name} ${summary.chunkCount}`;
  return [...new Set(cases.map(keyOf))].flatMap((key) => {
    const group = cases.filter((one) => keyOf(one) === key);
    const by = (pick) =>
      gainsOfWorkers(
        group.map(({ summary, runs }) => ({ workers: summary.workerCount, rounds: runs.map(pick) })),
      );
    const [wall, chunks, cpu] = [
      by((run) => run.wallSec),
      by((run) => run.chunksSec),
      by((run) => run.cpuSec),
    ];
    return wall.map(({ workers, over, gain }, index) => ({
      composition: group[0].name,
      chunks: group[0].summary.chunkCount,
      workers: `${over} → ${workers}`,
      'wall ×': round(gain, 2),
      'chunks ×': round(chunks[index].gain, 2),
      'cpu ×': round(cpu[index].gain, 2),
    }));
  });
}

/** Where the CPU seconds went, by kind of process. */
export function toCpuRow({ name, summary }) {
  const kinds = Object.entries(summary.cpuSecByKind).sort(([, a], [, b]) => b - a);
  return {
    ...caseOf({ name, summary }),
    ...Object.fromEntries(kinds.map(([kind, sec]) => [`${kind} s`, round(sec, 1)])),
  };
}

/** Peer divided by Framelane: above 1 Framelane needs less. SSIM and PSNR are differences: above 0 Framelane's is higher. */
export function toRatios(summary, peer) {
  return {
    wall: ratio(peer.wallSec, summary.wallSec),
    cpu: ratio(peer.cpuSec, summary.cpuSec),
    memory: ratio(peer.peakBytes, summary.peakBytes),
    size: ratio(peer.outputBytes, summary.outputBytes),
    ssimGain: gain(summary.ssim, peer.ssim),
    psnrGainDb: gain(summary.psnrDb, peer.psnrDb),
  };
}

const gain = (own, other) => (own === null || other === null ? null : own - other);

/** A case beside a peer. */
export function toRatioRow({ name, summary }, peer) {
  if (peer.error !== undefined) return { ...caseOf({ name, summary }), peer: peer.name, error: peer.error };
  const ratios = toRatios(summary, peer.summary);
  return {
    ...caseOf({ name, summary }),
    peer: peer.name,
    'wall s': round(peer.summary.wallSec, 2),
    'cpu s': round(peer.summary.cpuSec, 1),
    'peak MiB': mib(peer.summary.peakBytes),
    'file KiB': kib(peer.summary.outputBytes),
    SSIM: round(peer.summary.ssim, 5),
    'PSNR dB': round(peer.summary.psnrDb, 2),
    'wall ×': round(ratios.wall, 2),
    'cpu ×': round(ratios.cpu, 2),
    'memory ×': round(ratios.memory, 2),
    'size ×': round(ratios.size, 2),
    'SSIM +': round(ratios.ssimGain, 5),
    'PSNR +': round(ratios.psnrGainDb, 2),
  };
}

/** Wall ratios of the fastest case of each composition against one peer, or against the fastest peer of each; in one line. */
export function describeWallRatios(cases, peerName) {
  const byComposition = [...new Set(cases.map(({ name }) => name))].map((name) =>
    cases.filter((one) => one.name === name),
  );
  const ratios = byComposition.map((own) => {
    const fastest = Math.min(...own.map(({ summary }) => summary.wallSec));
    const peers = own[0].peers.filter((peer) => peer.summary !== undefined);
    const named = peerName === null ? peers : peers.filter(({ name }) => name === peerName);
    if (named.length === 0) return null;
    return Math.min(...named.map(({ summary }) => summary.wallSec)) / fastest;
  });
  const mean = geometricMean(ratios);
  const lowest = Math.min(...ratios.filter((value) => value !== null));
  return `${peerName ?? 'the fastest peer of each'}: geometric mean ${round(mean, 2)}, lowest ${round(lowest, 2)}`;
}
