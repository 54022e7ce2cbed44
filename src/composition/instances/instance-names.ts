import { posix } from 'node:path';
import type { DomElement } from '../dom.js';

/** Gives every instance a name that is used once: for its timeline, its styles, its scripts and for people. */
export class InstanceNames {
  readonly #used = new Set<string>();

  /** @param around the instance that the host stands in; its name comes first. */
  name(host: DomElement, root: DomElement | null, file: string, around: string | null): string {
    const { attribs } = host;
    const own =
      attribs['data-composition-id'] ||
      attribs.id ||
      root?.attribs['data-composition-id'] ||
      posix.basename(file).replace(/\.\w+$/, '');
    // Names stand in selectors and scripts.
    const plain = own.trim().replace(/[^\p{L}\p{N}_.-]+/gu, '-');
    const wanted = around === null ? plain : `${around}/${plain}`;
    let name = wanted;
    for (let count = 2; this.#used.has(name); count += 1) name = `${wanted}-${count}`;
    this.#used.add(name);
    return name;
  }
}
