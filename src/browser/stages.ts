import { randomBytes } from 'node:crypto';
import { buildStageDocument } from '../page/index.js';
import type { OwnDocument } from './request-guard.js';
import type { OpenPageOptions } from './types.js';

/** Name of the stage beside the composition's files: no file of a composition is called so. */
const STAGE_PATH = '.framelane-stage';

/** A document around a composition whose frames are captured raw. */
export interface Stage extends OwnDocument {
  /** See `StageConfig.mark`. */
  readonly mark: string;
}

/** The stages of one page, one after the other. Each has an address of its own: the same one again would be a reload. */
export class Stages {
  #newest: Stage | null = null;
  #count = 0;

  constructor(
    private readonly baseUrl: string,
    private readonly options: Pick<OpenPageOptions, 'widthPx' | 'heightPx' | 'url'>,
  ) {}

  next(): Stage {
    const { widthPx, heightPx, url: compositionUrl } = this.options;
    const mark = randomBytes(16).toString('hex');
    this.#count += 1;
    this.#newest = {
      mark,
      url: `${this.baseUrl}${STAGE_PATH}?${this.#count}`,
      ...buildStageDocument({ widthPx, heightPx, compositionUrl, mark }),
    };
    return this.#newest;
  }

  /** The newest stage, if that is its address. */
  at(url: string): Stage | null {
    return this.#newest?.url === url ? this.#newest : null;
  }
}
