import type { Composition } from '../../composition/index.js';
import { type ProbedPart, type ProbedTrack, probedTrack } from '../resolve-audio-tracks.js';
import { assertHeard, judgeMedia } from './judge-media.js';
import type { MediaSources } from './probe-sources.js';

/**
 * The media elements that the HTML names, each with its file.
 * @throws see `judgeMedia`: a file that is not what its element says is named with its line.
 */
export function judgeParts(
  { videos, audioTracks }: Composition,
  sources: MediaSources,
): { readonly films: ProbedPart[]; readonly tracks: ProbedTrack[] } {
  return {
    films: videos.map((video) => ({ ...video, fileSec: judgeMedia(video, sources).durationSec })),
    tracks: audioTracks.map((track) => {
      const source = judgeMedia(track, sources);
      assertHeard(track, source);
      return probedTrack(track, source.probe);
    }),
  };
}
