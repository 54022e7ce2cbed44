import type { Composition } from '../composition/index.js';
import type { CompositionMetadataJson, ResolvedRenderConfig } from '../contract/index.js';
import { describeScreenshots } from './capture-mode.js';
import type { PlannedGeometry } from './describe-page.js';
import { judgeWarnings } from './judge-warnings.js';
import type { Measurement } from './measure-page.js';
import { resolveLiveTracks } from './media/live-tracks.js';
import { type MediaSources, toPageSources } from './media/probe-sources.js';
import { carriesAudio } from './mix-tracks.js';
import { type ProbedTrack, resolveAudioTracks } from './resolve-audio-tracks.js';
import { toClips } from './to-clips.js';

/**
 * What a plan says of its composition, but for how loud it is.
 * @param lacking what is said of characters that no font has.
 * @throws see `judgeWarnings`.
 */
export function describeComposition(
  {
    composition,
    config,
    page,
  }: {
    readonly composition: Composition;
    readonly config: ResolvedRenderConfig;
    readonly page: PlannedGeometry;
  },
  { description, duration, beginFrameFailure, media }: Measurement,
  sources: MediaSources,
  tracks: readonly ProbedTrack[],
  lacking: readonly string[],
): Omit<CompositionMetadataJson, 'loudness'> {
  const told = [...composition.warnings, ...lacking];
  if (beginFrameFailure !== null) told.push(describeScreenshots(beginFrameFailure));
  // What the HTML names tells what is never heard; what the page did tells what is.
  resolveAudioTracks(tracks, duration.durationSec, told);
  const live = resolveLiveTracks(media?.samples ?? [], sources, page.fps);
  const heard = resolveAudioTracks(live, duration.durationSec, []);
  const silent = !carriesAudio(config.format) && heard.length > 0;
  if (silent) told.push(`${config.format} carries no sound; the composition's is left out.`);
  if (page.size.stretched) {
    told.push(
      `The output of ${page.size.outputWidthPx}×${page.size.outputHeightPx} stretches the composition's ${page.widthPx}×${page.heightPx}.`,
    );
  }
  return {
    compositionId: composition.compositionId ?? description.compositionId ?? 'main',
    entryFile: composition.entryFile,
    widthPx: page.widthPx,
    heightPx: page.heightPx,
    fps: page.fps,
    ...duration,
    noTimeline: composition.noTimeline,
    clips: toClips(description.clips, duration.durationSec),
    audioTracks: silent ? [] : heard,
    mediaSources: toPageSources(sources),
    variables: { ...composition.variables },
    systemFonts: description.systemFonts.map(({ family }) => family),
    warnings: judgeWarnings(config, description.systemFonts, told),
  };
}
