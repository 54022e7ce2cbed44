import { INSTANCE_ATTRIBUTE, INSTANCE_VARIABLES_ATTRIBUTE } from '../../instance-marks.js';

/** The document's own ways to look for elements, taken before anything replaces them. */
export const queries = {
  one: Document.prototype.querySelector,
  all: Document.prototype.querySelectorAll,
  byId: Document.prototype.getElementById,
};

/** A list of elements as `querySelectorAll` gives one. */
type ElementList = Iterable<Element> & { readonly length: number };

/** One showing of a composition inside another: the element that shows it and what its scripts have for themselves. */
export class Instance {
  readonly id: string;
  readonly host: Element;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What its scripts set on `window` that belongs to it alone: `__hf`, `__renderReady`, lists of animations. */
  readonly own = new Map<PropertyKey, unknown>();

  constructor(id: string, host: Element) {
    this.id = id;
    this.host = host;
    this.variables = JSON.parse(host.getAttribute(INSTANCE_VARIABLES_ATTRIBUTE) ?? '{}');
  }

  /** Its elements, without those of instances inside it; of the rest of the document only `html`, `head` and `body`. */
  queryAll(selector: string): ElementList {
    const inside = this.host.querySelectorAll(selector);
    const own = [...inside].filter((element) => this.#isOwn(element));
    if (own.length === inside.length && own.length > 0) return inside;
    const found = own.length > 0 ? own : [...queries.all.call(document, selector)].filter(isFrame);
    return Object.assign(found, { item: (index: number) => found[index] ?? null });
  }

  /** Its first element that matches, else the document's. */
  query(selector: string): Element | null {
    for (const element of this.host.querySelectorAll(selector)) if (this.#isOwn(element)) return element;
    return queries.one.call(document, selector);
  }

  byId(id: string): Element | null {
    for (const element of this.host.querySelectorAll(`[id="${CSS.escape(id)}"]`)) {
      if (this.#isOwn(element)) return element;
    }
    return queries.byId.call(document, id);
  }

  /** Whether it stands in this instance and in none inside it. */
  #isOwn(element: Element): boolean {
    return element.parentElement?.closest(`[${INSTANCE_ATTRIBUTE}]`) === this.host;
  }
}

function isFrame(element: Element): boolean {
  return element === document.documentElement || element === document.body || element.localName === 'head';
}
