import type { FramelanePageApi } from '../protocol.js';
import { STAGE, type StageDoor } from '../stage/protocol.js';
import { type EmbeddedRuntime, findEmbedder } from './embedded-frames.js';

/** Where a document stands, and whom its runtime is told to once it has started. */
export type Place = (api: FramelanePageApi & EmbeddedRuntime) => void;

/**
 * The place of this document: the composition itself, alone in its page or on the stage, or a document inside of it.
 * Null for one that is left alone: the stage, and a document of another origin, which nobody could seek.
 */
export function findPlace(isStaged: boolean): Place | null {
  const embedder = findEmbedder();
  if (embedder !== null) return (api) => embedder.embed(embedder.frameElement, api);
  if (window.top === window) return isStaged ? null : () => {};
  const stage = isStaged ? findStage() : null;
  if (stage === null) return null;
  standForTop();
  return (api) => stage.adopt(api);
}

function findStage(): StageDoor | null {
  try {
    if (window.parent !== window.top) return null;
    return (window.parent as { [STAGE]?: StageDoor })[STAGE] ?? null;
  } catch {
    return null;
  }
}

/** The composition must not see that it stands in a frame. `window.top` cannot be replaced. */
function standForTop(): void {
  Object.defineProperty(window, 'parent', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: window,
  });
  Object.defineProperty(window, 'frameElement', { configurable: true, enumerable: true, value: null });
}
