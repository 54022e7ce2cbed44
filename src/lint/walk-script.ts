import type { AnyNode, CallExpression, MemberExpression, NewExpression } from 'acorn';
import { full } from 'acorn-walk';
import type { LintScript } from './project.js';

/** Calls `visit` for every node of a script, with its line in the file. */
export function walkScript(
  { program, firstLine }: LintScript,
  visit: (node: AnyNode, line: number) => void,
): void {
  if (program === null) return;
  full(program, (node) => visit(node as AnyNode, firstLine + (node.loc?.start.line ?? 1) - 1));
}

/**
 * What is called: `Math.random`, `setTimeout`, `Date`; `window.` and `globalThis.` in front are left out. Null when it
 * is not written as a name.
 */
export function calleeName(node: CallExpression | NewExpression): string | null {
  return nameOf(node.callee as AnyNode);
}

function nameOf(node: AnyNode): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return null;
  return memberName(node);
}

function memberName({ object, property, computed }: MemberExpression): string | null {
  const left = nameOf(object as AnyNode);
  if (left === null || computed || property.type !== 'Identifier') return null;
  return ['window', 'globalThis', 'self'].includes(left) ? property.name : `${left}.${property.name}`;
}
