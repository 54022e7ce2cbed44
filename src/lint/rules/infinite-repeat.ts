import type { AssignmentProperty, Property } from 'acorn';
import { type CssNode, generate, parse, walk } from 'css-tree';
import { durationOf } from '../clips.js';
import type { LintFinding, LintRule } from '../finding.js';
import type { LintScript, LintSheet } from '../project.js';
import { walkScript } from '../walk-script.js';

type Found = Omit<LintFinding, 'rule'>;

const FIX = 'Give the root a data-duration, or repeat a number of times.';

/** Animations without an end, where nothing else says how long the composition is. */
export const infiniteRepeat: LintRule = {
  name: 'infinite-repeat',
  check({ documents, scripts, sheets }) {
    const entry = documents.find(({ isEntry }) => isEntry);
    if (entry === undefined || durationOf(entry) !== null) return [];
    return [...scripts.flatMap(inScript), ...sheets.flatMap(inSheet)];
  },
};

/** `repeat: -1` of GSAP, `iterations: Infinity` of Web Animations, `loop: true` of anime.js and Lottie. */
function inScript(script: LintScript): Found[] {
  const found: Found[] = [];
  walkScript(script, (node, line) => {
    if (node.type !== 'Property' || !isEndless(node)) return;
    const { key } = node;
    const name = key.type === 'Identifier' ? key.name : '';
    const message = `${name} has no end, and the root has no data-duration.`;
    found.push({ severity: 'error', file: script.file, line, message, fix: FIX });
  });
  return found;
}

function isEndless({ key, value }: Property | AssignmentProperty): boolean {
  const name = key.type === 'Identifier' ? key.name : '';
  if (name === 'repeat') {
    return value.type === 'UnaryExpression' && value.operator === '-' && value.argument.type === 'Literal';
  }
  if (name === 'iterations' || name === 'repeatCount')
    return value.type === 'Identifier' && value.name === 'Infinity';
  return name === 'loop' && value.type === 'Literal' && value.value === true;
}

/** `animation: … infinite`, `animation-iteration-count: infinite`. */
function inSheet({ file, firstLine, css }: LintSheet): Found[] {
  const found: Found[] = [];
  walk(parse(css, { positions: true, onParseError: () => {} }), (node: CssNode) => {
    if (node.type !== 'Declaration' || !/^(-webkit-)?animation(-iteration-count)?$/i.test(node.property))
      return;
    if (!/\binfinite\b/i.test(generate(node.value))) return;
    const line = firstLine + (node.loc?.start.line ?? 1) - 1;
    const message = `${node.property} has no end, and the root has no data-duration.`;
    found.push({ severity: 'error', file, line, message, fix: FIX });
  });
  return found;
}
