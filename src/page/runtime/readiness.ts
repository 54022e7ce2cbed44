import type { ReadinessBlocker } from '../protocol.js';
import { hasTimeline } from './adapters/gsap-timelines.js';
import { findLoadingLottie } from './adapters/lottie.js';
import { readOwnHf } from './adapters/own-hf.js';
import { findRoot } from './clips.js';
import type { CssImages } from './css-images.js';
import { describeElement } from './describe-element.js';
import { findFontBlockers } from './font-readiness.js';
import type { Instances } from './instances/instances.js';
import type { LoadActivity } from './load-activity.js';
import type { PageErrors } from './page-errors.js';

/** What the browser and the network still have to do. */
export function findLoadBlockers(
  errors: PageErrors,
  activity: LoadActivity,
  cssImages: CssImages,
): ReadinessBlocker[] {
  if (document.readyState !== 'complete') {
    return [
      { kind: 'document', what: `the document is ${document.readyState}` },
      ...findStylesheetBlockers(errors),
      ...findImageBlockers(errors),
    ];
  }
  const requests = activity.requests.map((what): ReadinessBlocker => ({ kind: 'script', what }));
  const images = cssImages.loading().map((what): ReadinessBlocker => ({ kind: 'image', what }));
  return [
    ...findStylesheetBlockers(errors),
    ...findFontBlockers(errors),
    ...findImageBlockers(errors),
    ...images,
    ...requests,
  ];
}

/** What the page's own scripts still have to do; they may need time for it, see `LoadTime`. */
export function findScriptBlockers(instances: Instances): ReadinessBlocker[] {
  const blockers = instances.blockers();
  if ((window as { __renderReady?: unknown }).__renderReady === false) {
    blockers.push({ kind: 'render-ready', what: 'window.__renderReady is false' });
  }
  const root = findRoot();
  const id = root?.getAttribute('data-composition-id') ?? '';
  if (root !== null && !root.hasAttribute('data-no-timeline') && readOwnHf() === null && !hasTimeline(id)) {
    blockers.push({ kind: 'timeline', what: `window.__timelines[${JSON.stringify(id)}]` });
  }
  for (const what of findLoadingLottie(instances)) blockers.push({ kind: 'animation', what });
  return blockers;
}

function findStylesheetBlockers(errors: PageErrors): ReadinessBlocker[] {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"][href]');
  return [...links]
    .filter((link) => link.sheet === null && !link.disabled && !errors.hasFailed(link))
    .map((link) => ({ kind: 'stylesheet', what: `${describeElement(link)} (${link.getAttribute('href')})` }));
}

function findImageBlockers(errors: PageErrors): ReadinessBlocker[] {
  const blockers: ReadinessBlocker[] = [];
  for (const image of document.images) {
    image.decoding = 'sync';
    // Frames are captured, not scrolled: what lies outside the view now may be in it later.
    if (image.loading === 'lazy') image.loading = 'eager';
    const source = image.currentSrc || image.src;
    if (image.complete || source === '' || errors.hasFailed(image)) continue;
    blockers.push({
      kind: 'image',
      what: `${describeElement(image)} (${image.getAttribute('src') ?? source})`,
    });
  }
  return blockers;
}
