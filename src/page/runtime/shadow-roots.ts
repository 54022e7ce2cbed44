import { replace } from './replace.js';

/** Knows the shadow roots of the page, closed ones too: `document.getAnimations()` does not look into them. */
export class ShadowRoots {
  readonly #roots = new Set<WeakRef<ShadowRoot>>();
  readonly #known = new WeakSet<ShadowRoot>();
  readonly #listeners: ((root: ShadowRoot) => void)[] = [];

  /** Calls `listener` with each root once, when it appears. */
  listen(listener: (root: ShadowRoot) => void): void {
    this.#listeners.push(listener);
  }

  install(): void {
    const attach = Element.prototype.attachShadow;
    const add = (root: ShadowRoot) => this.#add(root);
    replace(Element.prototype, {
      attachShadow(this: Element, init: ShadowRootInit): ShadowRoot {
        const root = attach.call(this, init);
        add(root);
        return root;
      },
    });
  }

  /** Finds those that the parser made from `<template shadowrootmode>`; needed once the document is there. */
  findDeclarative(within: ParentNode = document): void {
    for (const element of within.querySelectorAll('*')) {
      if (element.shadowRoot === null) continue;
      this.#add(element.shadowRoot);
      this.findDeclarative(element.shadowRoot);
    }
  }

  /** Those that are in the document now. */
  *connected(): Iterable<ShadowRoot> {
    for (const reference of this.#roots) {
      const root = reference.deref();
      if (root === undefined) this.#roots.delete(reference);
      else if (root.isConnected) yield root;
    }
  }

  #add(root: ShadowRoot): void {
    if (this.#known.has(root)) return;
    this.#known.add(root);
    this.#roots.add(new WeakRef(root));
    for (const listener of this.#listeners) listener(root);
  }
}
