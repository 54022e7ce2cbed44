import type { AudioTrackJson } from '../contract/index.js';
import { SAMPLE_RATE_HZ } from './sample-rate.js';
import { volumeFilters } from './volume-filters.js';

/** `atempo` keeps its quality between a half and double speed. */
const TEMPO_RANGE = { min: 0.5, max: 2 } as const;

/**
 * The filter graph of a mix: input `n` is the file of track `n`, the output is `[mix]`, 48 kHz stereo of exactly
 * `durationSec`. Everything is placed by counted samples. Pure.
 */
export function buildMixGraph(tracks: readonly AudioTrackJson[], durationSec: number): string {
  const lines = tracks.map((track, index) => `[${index}:a:0]${trackFilters(track).join(',')}[t${index}]`);
  const labels = tracks.map((_, index) => `[t${index}]`).join('');
  const length = toSamples(durationSec);
  const exactLength = `apad=whole_len=${length},atrim=end_sample=${length},asetpts=N/SR/TB`;
  return `${[...lines, `${labels}${mixFilters(tracks.length)}${exactLength}[mix]`].join(';\n')}\n`;
}

/** One track, cut, sped up, made as loud as it shall be and moved to its place. */
function trackFilters(track: AudioTrackJson): string[] {
  const sourceStart = toSamples(track.mediaStartSec);
  const sourceLength = toSamples(track.durationSec * track.playbackRate);
  const length = toSamples(track.durationSec);
  return [
    // Sound that begins later than its file is padded, so that times in the file keep their meaning.
    `aresample=${SAMPLE_RATE_HZ}:async=1:first_pts=0`,
    // Mono goes to both sides at its full level, as in a browser; ffmpeg's own conversion would take 3 dB off.
    'aformat=sample_fmts=fltp:channel_layouts=stereo|mono',
    'pan=stereo|FL=FL+FC|FR=FR+FC',
    // As in a browser, a loop goes back to the beginning of the file.
    ...(track.loop ? ['aloop=loop=-1:size=2147483647'] : []),
    `atrim=start_sample=${sourceStart}:end_sample=${sourceStart + sourceLength}`,
    'asetpts=PTS-STARTPTS',
    ...tempoFilters(track.playbackRate),
    ...(track.playbackRate === 1 ? [] : [`atrim=end_sample=${length}`]),
    ...volumeFilters(track),
    `adelay=delays=${toSamples(track.startSec)}S:all=1`,
  ];
}

/** Changes speed and keeps the pitch, as media elements do; in several steps where one would go too far. */
export function tempoFilters(rate: number): string[] {
  const filters: string[] = [];
  let rest = rate;
  while (rest > TEMPO_RANGE.max || rest < TEMPO_RANGE.min) {
    const step = rest > 1 ? TEMPO_RANGE.max : TEMPO_RANGE.min;
    filters.push(`atempo=${step}`);
    rest /= step;
  }
  return rest === 1 ? filters : [...filters, `atempo=${Number(rest.toFixed(9))}`];
}

/** Tracks are added up as they are; only where the sum would clip does a limiter hold it back. */
function mixFilters(trackCount: number): string {
  if (trackCount === 1) return '';
  return `amix=inputs=${trackCount}:duration=longest:normalize=0,alimiter=limit=0.98:level=0:latency=1,`;
}

function toSamples(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE_HZ);
}
