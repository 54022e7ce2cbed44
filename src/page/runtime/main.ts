import type {
  FramelanePageApi,
  MediaReport,
  PageRuntimeConfig,
  ReadinessReport,
  SeekReport,
} from '../protocol.js';
import { createAdapters } from './adapters/index.js';
import { WebAnimations } from './adapters/web-animations.js';
import { AnimatedSvg } from './animated-svg.js';
import { CanvasPlaces } from './canvas-places.js';
import { Clips } from './clips.js';
import { CssImages } from './css-images.js';
import { describePage } from './describe-page.js';
import { DomChanges } from './dom-changes.js';
import { EMBED, EMBEDDED_MEDIA, EmbeddedFrames, type EmbeddedRuntime } from './embedded-frames.js';
import { installClock } from './install-clock.js';
import { installDate } from './install-date.js';
import { PageRandom } from './install-random.js';
import { Instances } from './instances/instances.js';
import { limitConsole } from './limit-console.js';
import { LoadActivity } from './load-activity.js';
import { LoadTime } from './load-time.js';
import { MediaRuntime } from './media/media-runtime.js';
import { PageErrors } from './page-errors.js';
import { findPlace } from './place.js';
import { RawObstacles } from './raw-obstacles.js';
import { findLoadBlockers, findScriptBlockers } from './readiness.js';
import { real } from './real.js';
import { Refusals } from './refusals.js';
import { Seeker } from './seeker.js';
import { ShadowRoots } from './shadow-roots.js';
import { ViewTransitions } from './view-transitions.js';
import { VirtualClock } from './virtual-clock.js';
import { withEmbedded } from './with-embedded.js';
import { OffscreenCanvases } from './workers/offscreen-canvases.js';
import { Workers } from './workers/workers.js';

/** What `buildInitScript` and this script share with the page, taken away before the page runs. */
interface FramelaneWindow {
  __framelaneConfig?: PageRuntimeConfig;
  __framelane?: FramelanePageApi;
  __hfVariables?: unknown;
  __hyperframes?: unknown;
}

const target = window as unknown as FramelaneWindow;
const config = target.__framelaneConfig;
delete target.__framelaneConfig;
// A window keeps its runtime when the document of an iframe replaces the empty one before it.
if (config !== undefined && target.__framelane === undefined) {
  const tell = findPlace(config.isStaged ?? false);
  if (tell !== null) {
    const api = start(config);
    Object.defineProperty(window, '__framelane', { value: api });
    tell(api);
  }
}

/** Takes over the page. */
function start(pageConfig: PageRuntimeConfig): FramelanePageApi & EmbeddedRuntime {
  const { fps, seed, epochMs } = pageConfig;
  const errors = new PageErrors();
  const clock = new VirtualClock();
  const random = new PageRandom(seed);
  const changes = new DomChanges();
  const clips = new Clips(changes, errors);
  const instances = new Instances(clips);
  const shadowRoots = new ShadowRoots();
  const webAnimations = new WebAnimations(clips, shadowRoots, clock);
  const activity = new LoadActivity(errors);
  const animatedSvg = new AnimatedSvg(errors);
  const media =
    pageConfig.media === undefined
      ? null
      : new MediaRuntime(pageConfig.media, {
          ...{ fps, clips, changes, shadowRoots, clock, errors },
          isStaged: pageConfig.isStaged === true,
        });
  const cssImages = new CssImages(changes, errors, animatedSvg, media);
  const refusals = new Refusals(errors, changes, shadowRoots, animatedSvg);
  const viewTransitions = new ViewTransitions(clock, errors);
  const embedded = new EmbeddedFrames();
  const canvases = new OffscreenCanvases(errors);
  const workers = new Workers(errors, canvases);
  const loadTime = new LoadTime(clock, activity, fps);
  const adapters = createAdapters(
    clips,
    changes,
    shadowRoots,
    instances,
    webAnimations,
    media?.frames ?? null,
  );
  const seeker = new Seeker({
    fps,
    clock,
    random,
    errors,
    clips,
    adapters,
    webAnimations,
    viewTransitions,
    embedded,
    workers,
    canvases,
  });
  const canvasPlaces = new CanvasPlaces(shadowRoots);
  const rawObstacles = new RawObstacles(canvasPlaces, (video) => media?.playsItself(video) ?? true);

  // First, so that what the browser says about media that it may not load reaches nobody.
  media?.install();
  errors.listen();
  limitConsole();
  activity.install();
  refusals.install();
  shadowRoots.install();
  shadowRoots.listen((root) => changes.watch(root));
  webAnimations.install();
  viewTransitions.install();
  random.install();
  rawObstacles.install();
  installDate(clock, epochMs);
  installClock(clock, epochMs);
  instances.install();
  canvases.install();
  workers.install();
  target.__hfVariables = pageConfig.variables;
  target.__hyperframes = { getVariables: () => pageConfig.variables };

  const isWaiting = () =>
    findLoadBlockers(errors, activity, cssImages).length === 0 && findScriptBlockers(instances).length > 0;

  function readiness(): ReadinessReport {
    webAnimations.sweep();
    media?.prepare();
    const loadBlockers = findLoadBlockers(errors, activity, cssImages);
    const scriptBlockers = findScriptBlockers(instances);
    if (loadBlockers.length === 0 && scriptBlockers.length > 0) void loadTime.advance(isWaiting);
    if (loadBlockers.length === 0) {
      shadowRoots.findDeclarative();
      refusals.search();
      for (const what of animatedSvg.loading) loadBlockers.push({ kind: 'image', what });
    }
    if (loadBlockers.length === 0) loadBlockers.push(...workers.blockers());
    const inside = embedded.readiness();
    const blockers = [...loadBlockers, ...scriptBlockers, ...inside.flatMap((report) => report.blockers)];
    return {
      ready: blockers.length === 0,
      blockers,
      errors: [...errors.drain(), ...inside.flatMap((report) => report.errors)],
    };
  }

  async function seek(frameIndex: number): Promise<SeekReport> {
    const steppedFrames = await seeker.seek(frameIndex);
    if (pageConfig.isStaged === true) canvasPlaces.keep();
    refusals.search();
    return {
      frameIndex,
      steppedFrames,
      errors: [...errors.drain(), ...embedded.drainErrors()],
    };
  }

  /** Without videos, nothing is drawn for it: a page that draws with WebGL would take long over every frame. */
  async function watchMedia(start: number, end: number): Promise<MediaReport> {
    let stepsFrames = false;
    seeker.drawsNothing = !hasVideos();
    for (let frameIndex = start; frameIndex < end; frameIndex++) {
      await seeker.seek(frameIndex);
      stepsFrames ||= clock.isPending;
      noteMedia(frameIndex);
    }
    return {
      samples: takeMediaSamples(),
      stepsFrames,
      errors: [...errors.drain(), ...embedded.drainErrors()],
    };
  }
  const noteMedia = (frameIndex: number) => {
    media?.note(frameIndex);
    embedded.noteMedia(frameIndex);
  };
  const hasMedia = () => media?.hasMedia === true || embedded.hasMedia;
  const hasVideos = () => media?.hasVideos === true || embedded.hasVideos;
  const takeMediaSamples = () => [...(media?.takeSamples() ?? []), ...embedded.takeMediaSamples()];

  const api: FramelanePageApi = {
    readiness,
    seek,
    nextDraw: () => new Promise((resolve) => real.requestAnimationFrame(() => resolve())),
    hasMedia,
    watchMedia,
    describe: () =>
      withEmbedded(
        describePage(clips, shadowRoots, clock, random, workers, rawObstacles),
        embedded.describe(),
      ),
  };
  Object.defineProperty(api, EMBED, { value: embedded.add.bind(embedded) });
  Object.defineProperty(api, EMBEDDED_MEDIA, {
    value: { note: noteMedia, hasVideos, takeSamples: takeMediaSamples },
  });
  return Object.freeze(api) as FramelanePageApi & EmbeddedRuntime;
}
