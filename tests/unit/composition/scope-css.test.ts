import { expect, it } from 'vitest';
import { keyframeNames, renameInDeclarations, scopeCss } from '#src/composition/instances/scope-css.js';

const SCOPE = '@scope ([data-framelane-instance="a/b"]) to (:scope [data-framelane-instance] > *) {';
const ROOT = ':where([data-framelane-root])';

it.each([
  ['.x { color: red }', `${SCOPE} .x { color: red }\n}`],
  [
    ':root { --x: 1 } html, body { margin: 0 }',
    `${SCOPE} ${ROOT} { --x: 1 } ${ROOT}, ${ROOT} { margin: 0 }\n}`,
  ],
  ['html > body.dark .x {}', `${SCOPE} ${ROOT}.dark .x {}\n}`],
  [
    '@media (width > 1px) { body { margin: 0 } }',
    `${SCOPE} @media (width > 1px) { ${ROOT} { margin: 0 } }\n}`,
  ],
  ['.html .x[title="body"] {}', `${SCOPE} .html .x[title="body"] {}\n}`],
  ['@font-face { font-family: F }', '@font-face { font-family: F }'],
  ['', ''],
])('scopes %j', (css, expected) => {
  expect(scopeCss(css, 'a/b', new Map())).toBe(expected);
});

it('gives keyframes a name of their own, wherever they are used', () => {
  const css = '.x { animation: 1s pop, "pop" 2s; color: pop } @keyframes pop { from { opacity: 0 } }';
  const names = new Map(keyframeNames(css).map((name) => [name, `${name}--i`]));
  expect(scopeCss(css, 'a/b', names)).toBe(
    `@keyframes pop--i { from { opacity: 0 } }\n${SCOPE} .x { animation: 1s pop--i, pop--i 2s; color: pop }\n}`,
  );
  expect(renameInDeclarations('animation-name: pop; left: 0', names)).toBe('animation-name: pop--i; left: 0');
});

it('keeps the name that was written when something else uses it', () => {
  const css = '@keyframes pop { }';
  expect(scopeCss(css, 'i', new Map([['pop', 'pop--i']]), new Set(['pop']))).toBe(
    `${css}\n@keyframes pop--i { }`,
  );
});
