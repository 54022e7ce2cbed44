export { assertPlanSize } from './assert-plan-size.js';
export {
  type ClosedComposition,
  type CloseOverOptions,
  closeOverAssets,
  copyComposition,
} from './close-over-assets.js';
export type { AudioTrackSource, Composition } from './composition.js';
export { readComposition } from './read-composition.js';
export { noRoot } from './read-root.js';
