export { assertPlanSize } from './assert-plan-size.js';
export { clipKindOf } from './clip-kind.js';
export { type ClosedComposition, closeOverAssets, copyComposition } from './close-over-assets.js';
export type { AudioTrackSource, Composition, MediaPart } from './composition.js';
export { readComposition } from './read-composition.js';
export { noRoot } from './read-root.js';
export { isSiteUrl, snapshotSite } from './snapshot-site.js';
export { readTextValue } from './variables/read-text-value.js';
export { type VendorResult, vendorProject } from './vendor-project.js';
