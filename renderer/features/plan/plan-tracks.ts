import type {
  AudioTrackJson,
  ClipJson,
  PlanPreview,
  Project,
  SampleReport,
} from '../../../src/contract/index.js';
import { predictWorkers, sliceCost } from './predict.js';

export interface TrackBar {
  readonly label: string;
  readonly fromFrame: number;
  readonly toFrame: number;
}

/** One row of the plan's timeline. */
export type PlanTrack =
  | {
      readonly kind: 'clips' | 'audio';
      readonly name: string;
      readonly heightPx: number;
      readonly bars: readonly TrackBar[];
    }
  | {
      readonly kind: 'cost' | 'motion';
      readonly name: string;
      readonly heightPx: number;
      readonly sample: SampleReport;
    }
  | {
      readonly kind: 'keyframes';
      readonly name: string;
      readonly heightPx: number;
      readonly gopFrames: number;
    }
  | {
      readonly kind: 'lane';
      readonly name: string;
      readonly heightPx: number;
      readonly chunks: readonly number[];
    };

const CLIP_ROWS = 3;
const LANE_ROWS = 8;

/** The rows from top to bottom: what is in the film, what it costs, how it is cut, who renders it. */
export function planTracks(project: Project, preview: PlanPreview, sample: SampleReport | null): PlanTrack[] {
  const fps = preview.fps.num / preview.fps.den;
  const tracks: PlanTrack[] = [];
  const isMedia = (clip: ClipJson) => clip.kind === 'audio';
  const visual = project.markup.clips.filter((clip) => !isMedia(clip));
  const rows = [...new Set(visual.map((clip) => clip.track))].sort((a, b) => a - b).slice(0, CLIP_ROWS);
  rows.forEach((row, index) => {
    tracks.push({
      kind: 'clips',
      name: rows.length === 1 ? 'Clips' : `Clips ${index + 1}`,
      heightPx: 24,
      bars: visual
        .filter((clip) => clip.track === row)
        .map((clip) => toBar(clip.id, clip.startSec, clip.endSec, fps)),
    });
  });
  project.markup.audioTracks.slice(0, CLIP_ROWS).forEach((track: AudioTrackJson, index, all) => {
    tracks.push({
      kind: 'audio',
      name: all.length === 1 ? 'Audio' : `Audio ${index + 1}`,
      heightPx: 20,
      bars: [toBar(track.id, track.startSec, track.startSec + track.durationSec, fps)],
    });
  });
  if (sample !== null) {
    tracks.push({ kind: 'cost', name: 'Cost', heightPx: 40, sample });
    tracks.push({ kind: 'motion', name: 'Moving', heightPx: 16, sample });
  }
  tracks.push({ kind: 'keyframes', name: 'Keyframes', heightPx: 18, gopFrames: preview.gopFrames });
  const workers = Math.min(preview.workers, preview.slices.length);
  const shown = Math.min(workers, LANE_ROWS);
  const owners = predictWorkers(preview.slices, workers, (slice) => sliceCost(slice, sample));
  for (let worker = 0; worker < shown; worker += 1) {
    tracks.push({
      kind: 'lane',
      name: `W${worker + 1}${worker === LANE_ROWS - 1 && workers > shown ? '…' : ''}`,
      heightPx: shown > 5 ? 20 : 26,
      chunks: preview.slices.filter((_, index) => owners[index] === worker).map(({ index }) => index),
    });
  }
  return tracks;
}

function toBar(label: string, startSec: number, endSec: number, fps: number): TrackBar {
  return { label, fromFrame: startSec * fps, toFrame: endSec * fps };
}
