/** A style sheet of our own, put into documents and shadow roots. */
export class LayerSheet {
  readonly #sheet = new CSSStyleSheet();
  #rules = '';

  constructor(private readonly layer: string) {}

  /** Adds a rule; rules of a layer give way to the page's own, unless they are important. */
  add(rule: string): void {
    if (this.#rules.includes(rule)) return;
    this.#rules += rule;
    this.#sheet.replaceSync(`@layer ${this.layer} {${this.#rules}}`);
  }

  /** A page may assign `adoptedStyleSheets` and drop ours. */
  adopt(root: Document | ShadowRoot): void {
    if (!root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets.push(this.#sheet);
  }
}
