import { expect, it } from 'vitest';
import { readTextValue } from '#src/composition/variables/read-text-value.js';
import type { DeclaredVariable } from '#src/contract/index.js';

const declared = (
  type: DeclaredVariable['type'],
  options: DeclaredVariable['options'] = [],
): DeclaredVariable => ({
  id: 'a',
  type,
  label: 'A',
  default: null,
  options,
});

it.each<[DeclaredVariable['type'], string, unknown]>([
  ['number', ' 9.5 ', 9.5],
  ['number', 'nine', 'nine'],
  ['boolean', 'FALSE', false],
  ['boolean', 'no', 'no'],
  ['font', '{"name":"X"}', { name: 'X' }],
  ['image', 'a.png', 'a.png'],
  ['string', '12', '12'],
])('reads the text of a %s: %j', (type, text, expected) => {
  expect(readTextValue(declared(type), text)).toEqual(expected);
});

it('reads the options of an enum, and leaves what is not declared as it is', () => {
  const side = declared('enum', [{ value: 2, label: 'Two' }]);
  expect(readTextValue(side, '2')).toBe(2);
  expect(readTextValue(side, '3')).toBe('3');
  expect(readTextValue(undefined, '2')).toBe('2');
});
