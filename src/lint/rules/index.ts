import type { LintRule } from '../finding.js';
import { duplicateId, missingId, startCycle, unknownStart } from './clip-ids.js';
import { overlappingClips, unreachableClip } from './clip-times.js';
import { infiniteRepeat } from './infinite-repeat.js';
import { mediaTag } from './media-tag.js';
import { missingAsset } from './missing-asset.js';
import { needsNetwork } from './needs-network.js';
import { noRoot } from './no-root.js';
import { runtimeFetch, timers, unseededRandom, wallClock } from './not-deterministic.js';
import { syntaxError } from './syntax-error.js';

/** Every rule. */
export const RULES: readonly LintRule[] = [
  noRoot,
  syntaxError,
  missingAsset,
  needsNetwork,
  mediaTag,
  missingId,
  duplicateId,
  unknownStart,
  startCycle,
  overlappingClips,
  unreachableClip,
  infiniteRepeat,
  unseededRandom,
  wallClock,
  timers,
  runtimeFetch,
];
