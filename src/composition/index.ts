export { assertPlanSize } from './assert-plan-size.js';
export { clipKindOf } from './clip-kind.js';
export { closeOverAssets, copyComposition } from './close-over-assets.js';
export type { AudioTrackSource, Composition } from './composition.js';
export { readComposition } from './read-composition.js';
export { noRoot } from './read-root.js';
