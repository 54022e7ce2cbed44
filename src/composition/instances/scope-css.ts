import { type Atrule, type CssNode, parse, type Selector, walk } from 'css-tree';
import { INSTANCE_ATTRIBUTE, INSTANCE_ROOT_ATTRIBUTE } from '../../page/instance-marks.js';
import { applyEdits, type TextEdit } from './text-edits.js';

/** At-rules that name something for the whole document; they may not stand in `@scope`, and change nothing by themselves. */
const DOCUMENT_RULES = new Set([
  'import',
  'charset',
  'namespace',
  'font-face',
  'keyframes',
  '-webkit-keyframes',
  'property',
  'counter-style',
  'font-feature-values',
  'font-palette-values',
  'page',
]);

/** What `html`, `body` and `:root` are in an instance. Without weight, as the styles of elements are. */
const ROOT_SELECTOR = `:where([${INSTANCE_ROOT_ATTRIBUTE}])`;

/**
 * Makes a style sheet apply to one instance only: its rules go into `@scope`, which ends at the instances inside it.
 * Keyframes get names of their own, as two files may call different ones alike.
 * @param keyframes names of keyframes that the file defines, and what they are called in this instance.
 * @param kept those that must also be there under the name that was written.
 */
export function scopeCss(
  css: string,
  instanceId: string,
  keyframes: ReadonlyMap<string, string>,
  kept: ReadonlySet<string> = new Set(),
): string {
  const ast = parse(css, { positions: true, parseCustomProperty: false, onParseError: () => {} });
  const edits: TextEdit[] = [];
  walk(ast, (node: CssNode) => {
    if (node.type === 'Selector') edits.push(...rewriteRootSelectors(node));
  });
  edits.push(...renameKeyframes(ast, keyframes));
  const outside: string[] = [];
  if (ast.type === 'StyleSheet') {
    for (const rule of ast.children) {
      if (rule.type !== 'Atrule' || !isDocumentRule(rule) || rule.loc == null) continue;
      const range = { start: rule.loc.start.offset, end: rule.loc.end.offset };
      const inside = edits.filter(({ start, end }) => start >= range.start && end <= range.end);
      for (const edit of inside) edits.splice(edits.indexOf(edit), 1);
      const written = css.slice(range.start, range.end);
      if (isKeyframes(rule) && kept.has(nameOf(rule)?.text ?? '')) outside.push(written);
      if (rule.name.toLowerCase() !== 'charset') outside.push(applyEdits(written, inside, range.start));
      edits.push({ ...range, text: '' });
    }
  }
  const scoped = applyEdits(css, edits).trim();
  if (scoped === '') return outside.join('\n');
  const host = `[${INSTANCE_ATTRIBUTE}="${instanceId}"]`;
  return `${[...outside, `@scope (${host}) to (:scope [${INSTANCE_ATTRIBUTE}] > *) {`].join('\n')} ${scoped}\n}`;
}

/** The names of all keyframes in a style sheet. */
export function keyframeNames(css: string): string[] {
  const names: string[] = [];
  walk(parse(css, { onParseError: () => {} }), (node: CssNode) => {
    const name = node.type === 'Atrule' && isKeyframes(node) ? nameOf(node) : null;
    if (name !== null) names.push(name.text);
  });
  return names;
}

/** Renames keyframes where the declarations of a `style` attribute use them. */
export function renameInDeclarations(css: string, keyframes: ReadonlyMap<string, string>): string {
  if (keyframes.size === 0) return css;
  const ast = parse(css, { context: 'declarationList', positions: true, onParseError: () => {} });
  return applyEdits(css, renameKeyframes(ast, keyframes));
}

function isDocumentRule(rule: Atrule): boolean {
  return DOCUMENT_RULES.has(rule.name.toLowerCase());
}

function isKeyframes({ name }: Atrule): boolean {
  return /^(-webkit-)?keyframes$/i.test(name);
}

function nameOf(rule: Atrule): { readonly text: string; readonly node: CssNode } | null {
  if (rule.prelude?.type !== 'AtrulePrelude') return null;
  const node = rule.prelude.children.first;
  if (node?.type === 'Identifier') return { text: node.name, node };
  return node?.type === 'String' ? { text: node.value, node } : null;
}

function renameKeyframes(ast: CssNode, keyframes: ReadonlyMap<string, string>): TextEdit[] {
  const edits: TextEdit[] = [];
  const rename = (node: CssNode, name: string) => {
    const to = keyframes.get(name);
    if (to === undefined || node.loc == null) return;
    edits.push({ start: node.loc.start.offset, end: node.loc.end.offset, text: to });
  };
  walk(ast, function (node: CssNode) {
    if (node.type === 'Atrule' && isKeyframes(node)) {
      const name = nameOf(node);
      if (name !== null) rename(name.node, name.text);
    }
    if (!/^(-webkit-)?animation(-name)?$/i.test(this.declaration?.property ?? '')) return;
    if (node.type === 'Identifier') rename(node, node.name);
    if (node.type === 'String') rename(node, node.value);
  });
  return edits;
}

/**
 * Puts the outermost elements of the content in place of `html`, `body` and `:root`. Of several in a row
 * (`html > body .title`) one is left.
 */
function rewriteRootSelectors(selector: Selector): TextEdit[] {
  const edits: TextEdit[] = [];
  let first: CssNode | null = null;
  for (const node of selector.children) {
    if (node.type === 'Combinator') continue;
    const isRoot =
      (node.type === 'TypeSelector' && /^(html|body)$/i.test(node.name)) ||
      (node.type === 'PseudoClassSelector' && node.name.toLowerCase() === 'root');
    if (!isRoot || node.loc == null) continue;
    const last = edits.at(-1);
    const between = last === undefined ? [] : nodesBetween(selector, first, node);
    if (last !== undefined && between.every((other) => other.type === 'Combinator')) {
      edits.pop();
      edits.push({ start: last.start, end: node.loc.end.offset, text: ROOT_SELECTOR });
    } else {
      edits.push({ start: node.loc.start.offset, end: node.loc.end.offset, text: ROOT_SELECTOR });
    }
    first = node;
  }
  return edits;
}

function nodesBetween(selector: Selector, from: CssNode | null, to: CssNode): CssNode[] {
  const nodes = selector.children.toArray();
  return nodes.slice(from === null ? 0 : nodes.indexOf(from) + 1, nodes.indexOf(to));
}
