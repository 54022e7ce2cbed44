import type { RunState } from '../../../src/contract/snapshot.js';
import type { Family } from '../../state/chunk-state.js';

/** Colour family of each state of a run. */
export const RUN_FAMILIES: Readonly<Record<RunState, Family>> = {
  planning: 'active',
  rendering: 'active',
  assembling: 'active',
  cancelling: 'neutral',
  done: 'ok',
  failed: 'fail',
  cancelled: 'neutral',
  interrupted: 'attention',
};
