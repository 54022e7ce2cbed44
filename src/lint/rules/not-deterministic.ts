import type { LintFinding, LintRule } from '../finding.js';
import type { LintScript } from '../project.js';
import { calleeName, walkScript } from '../walk-script.js';

type Found = Omit<LintFinding, 'rule'>;

/** Calls by what they are called; the sentence says what a render makes of them. */
const RANDOM = new Set(['Math.random', 'crypto.getRandomValues', 'crypto.randomUUID']);
const CLOCK = new Set(['Date', 'Date.now', 'performance.now']);
const TIMERS = new Set([
  'setTimeout',
  'setInterval',
  'requestAnimationFrame',
  'requestIdleCallback',
  'queueMicrotask',
]);
const NETWORK = new Set(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator.sendBeacon']);

/** Random numbers without a seed of the composition's own. */
export const unseededRandom = callRule('unseeded-random', RANDOM, (name) => ({
  message: `${name}() is random; a render seeds it, other players do not, and adding a call changes every number after it.`,
  fix: 'Use a generator with a seed of your own.',
}));

/** The time of day. */
export const wallClock = callRule('wall-clock', CLOCK, (name) => ({
  message: `${name === 'Date' ? 'new Date()' : `${name}()`} follows the frame clock in a render: it always begins on 2025-01-01.`,
  fix: 'Take the time from the timeline or from "hf-seek", or pass a date in as a variable.',
}));

/** State that grows frame by frame. */
export const timers = callRule('timer', TIMERS, (name) => ({
  message: `${name}() makes the page run through every frame from the first one, in each chunk.`,
  fix: 'Draw from the time alone: a paused timeline, CSS animations, or an "hf-seek" listener.',
}));

/** What asks a server while the page runs. */
export const runtimeFetch = callRule('runtime-fetch', NETWORK, (name) => ({
  message: `${name} asks for something while the page runs; a render answers with files of the project only.`,
  fix: 'Keep the data in the project and load it by a relative path, or pass it in as a variable.',
}));

function callRule(
  name: string,
  names: ReadonlySet<string>,
  describe: (name: string) => { readonly message: string; readonly fix: string },
): LintRule {
  const find = (script: LintScript): Found[] => {
    const found: Found[] = [];
    walkScript(script, (node, line) => {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      const callee = calleeName(node);
      if (callee === null || !names.has(callee)) return;
      // A date of its own, and a file of the project, are the same every time.
      const isDate = callee === 'Date' && (node.type === 'CallExpression' || node.arguments.length > 0);
      const [first] = node.arguments;
      const isLocal =
        callee === 'fetch' &&
        first?.type === 'Literal' &&
        typeof first.value === 'string' &&
        !/^([a-z][a-z0-9+.-]*:)?\/\//i.test(first.value);
      if (isDate || isLocal) return;
      found.push({ severity: 'warning', file: script.file, line, ...describe(callee) });
    });
    return found;
  };
  return { name, check: ({ scripts }) => scripts.flatMap(find) };
}
