// Turns measurements into rows that console.table prints. All numbers are medians over the runs.

const MIB = 1024 * 1024;

export function median(values) {
  const sorted = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The runs of one case as one measurement. */
export function summarise(runs) {
  const [first] = runs;
  const of = (pick) => median(runs.map(pick));
  const summary = {
    wallSec: of((run) => run.wallSec),
    cpuSec: of((run) => run.cpuSec),
    peakBytes: of((run) => run.peakBytes),
    outputBytes: of((run) => run.outputBytes),
    cpuSecByKind: mediansByKey(runs.map((run) => run.cpuSecByKind ?? {})),
  };
  if (first.phases === undefined) return summary;
  const phases = Object.fromEntries(
    Object.keys(first.phases).map((phase) => [phase, of((run) => run.phases[phase])]),
  );
  const { frames, chunkCount, workerCount, captureMode } = first;
  return {
    ...summary,
    frames,
    chunkCount,
    workerCount,
    captureMode,
    framesReused: of((run) => run.framesReused),
    phases,
  };
}

/** The median of each key over several records; a key that a record lacks counts as 0. */
function mediansByKey(records) {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries([...keys].map((key) => [key, median(records.map((record) => record[key] ?? 0))]));
}

const round = (value, digits) => (value === null ? 'n/a' : Number(value.toFixed(digits)));
const mib = (bytes) => (bytes === null ? 'n/a' : Math.round(bytes / MIB));

export function toResourceRow({ name, summary }) {
  return {
    composition: name,
    workers: summary.workerCount,
    chunks: summary.chunkCount,
    frames: summary.frames,
    capture: summary.captureMode,
    reused: summary.framesReused,
    'wall s': round(summary.wallSec, 2),
    fps: round(summary.frames / summary.wallSec, 1),
    'cpu s': round(summary.cpuSec, 1),
    'cpu ms/frame': round(summary.cpuSec === null ? null : (summary.cpuSec * 1000) / summary.frames, 1),
    'peak MiB': mib(summary.peakBytes),
    'file KiB': Math.round(summary.outputBytes / 1024),
  };
}

export function toPhaseRow({ name, summary }) {
  const phases = Object.entries(summary.phases).map(([phase, sec]) => [`${phase} s`, round(sec, 2)]);
  return {
    composition: name,
    workers: summary.workerCount,
    chunks: summary.chunkCount,
    ...Object.fromEntries(phases),
  };
}

/** Where the CPU seconds went, by kind of process. */
export function toCpuRow({ name, summary }) {
  const kinds = Object.entries(summary.cpuSecByKind).sort(([, a], [, b]) => b - a);
  return {
    composition: name,
    capture: summary.captureMode,
    chunks: summary.chunkCount,
    ...Object.fromEntries(kinds.map(([kind, sec]) => [`${kind} s`, round(sec, 1)])),
  };
}

/** Peer divided by Framelane: above 1 Framelane is better. */
export function toRatios({ summary, peer }) {
  const ratio = (a, b) => (a === null || b === null ? null : a / b);
  return {
    wall: ratio(peer.wallSec, summary.wallSec),
    cpu: ratio(peer.cpuSec, summary.cpuSec),
    memory: ratio(peer.peakBytes, summary.peakBytes),
    size: ratio(peer.outputBytes, summary.outputBytes),
  };
}

export function toRatioRow({ name, summary, peer, ratios }) {
  return {
    composition: name,
    workers: summary.workerCount,
    chunks: summary.chunkCount,
    'wall s': round(summary.wallSec, 2),
    'peer wall s': round(peer.wallSec, 2),
    'peer cpu s': round(peer.cpuSec, 1),
    'peer peak MiB': mib(peer.peakBytes),
    'wall ×': round(ratios.wall, 2),
    'cpu ×': round(ratios.cpu, 2),
    'memory ×': round(ratios.memory, 2),
    'size ×': round(ratios.size, 2),
  };
}

export function geometricMean(values) {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? null
    : Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length);
}
