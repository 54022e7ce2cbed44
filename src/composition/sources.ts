// What reads sources one by one, for lint. Apart from index.ts, whose types must not bring those of the HTML parser along.

export { collectCssReferences } from './collect-css-references.js';
export { collectHtmlReferences } from './collect-html-references.js';
export { collectModuleReferences } from './collect-module-references.js';
export { documentBase } from './document-base.js';
export type { HtmlDocument, HtmlElement } from './html-document.js';
export { type ImportMap, mapSpecifier, readImportMap } from './import-map.js';
export { parseHtml } from './parse-html.js';
export type { Reference, Referrer } from './reference.js';
export { remoteUrlOf, resolveReference } from './resolve-reference.js';
