import { describe, expect, it } from 'vitest';
import { readComposition } from '#src/composition/read-composition.js';
import type { VariableValues } from '#src/contract/index.js';
import { project, refusal } from './project.js';

const DECLARED = [
  { id: 'title', type: 'string', label: 'Title', default: 'Hello' },
  { id: 'size', type: 'number', default: 4 },
  { id: 'accent', type: 'color', default: '#f00' },
  { id: 'on', type: 'boolean', default: true },
  { id: 'side', type: 'enum', default: 'left', options: ['left', { value: 'right', label: 'Right' }] },
  { id: 'face', type: 'font', default: { name: 'Inter' } },
  { id: 'logo', type: 'image' },
];

const document = (content: string, declared: unknown = DECLARED) =>
  `<!doctype html><html data-composition-variables='${JSON.stringify(declared)}'><body><main data-composition-id="m" data-duration="1">${content}</main></body></html>`;

async function read(html: string, variables: VariableValues = {}) {
  return readComposition(await project({ 'index.html': html, 'a.png': 'x' }), 'index.html', variables);
}

describe('variables', () => {
  it('have their defaults, and what is given instead', async () => {
    const { variables, declaredVariables, warnings } = await read(document('x'), { size: 9, logo: 'a.png' });
    expect(variables).toEqual({
      ...{ title: 'Hello', size: 9, accent: '#f00', on: true, side: 'left' },
      ...{ face: { name: 'Inter' }, logo: 'a.png' },
    });
    expect(declaredVariables[1]).toEqual({
      id: 'size',
      type: 'number',
      label: 'size',
      default: 4,
      options: [],
    });
    expect(warnings).toEqual([]);
  });

  it('are bound to texts, sources and custom properties', async () => {
    const { entrySource } = await read(
      document(
        '<p data-var-text="title">a<b>kept</b>c</p><img data-var-src="logo" src="none.png"><h1 data-var-text="size"></h1>',
      ),
      { title: '<i> & "', logo: { url: 'a.png' }, accent: 'red; } x {' },
    );
    expect(entrySource).toContain('<p data-var-text="title">&lt;i&gt; &amp; "<b>kept</b></p>');
    expect(entrySource).toContain('<img data-var-src="logo" src="a.png">');
    expect(entrySource).toContain('<h1 data-var-text="size">4</h1>');
    expect(entrySource).toContain('--size:4;--hf-var-size:4;');
    expect(entrySource).toContain('--accent:red  x ;');
    expect(entrySource).toContain('--face:Inter;');
    // An open quote would swallow what follows.
    expect(entrySource).not.toContain('--title:');
  });

  it.each<[string, VariableValues, string]>([
    [
      'an undeclared one',
      { nope: 1 },
      'The variable "nope" is not declared by index.html, which declares title, size',
    ],
    ['a number as text', { size: '9' }, 'The variable "size" of index.html is "9"; expected a number.'],
    ['a colour', { accent: 'reddish' }, 'expected a CSS colour'],
    ['a choice', { side: 'top' }, 'expected one of left, right'],
    ['a truth value', { on: 'yes' }, 'expected true or false'],
    ['a font', { face: 3 }, 'expected a font family'],
    ['an image', { logo: {} }, 'expected the path of an image'],
  ])('warn of %s', async (_, values, expected) => {
    const { warnings } = await read(document('x'), values);
    expect(warnings).toEqual([expect.stringContaining(expected)]);
  });

  it('warn of bindings without a variable, and where they have no meaning', async () => {
    const { warnings } = await read(
      document('<p id="p" data-var-text="nope">x</p><iframe data-var-src="title"></iframe>'),
    );
    expect(warnings).toEqual([
      'p#p (index.html:1) has data-var-text="nope", and no variable has that id.',
      expect.stringContaining('has data-var-src, which works on img, video, audio, source.'),
    ]);
  });

  it.each<[string, unknown, string]>([
    ['an unknown type', [{ id: 'a', type: 'text' }], '0.type'],
    ['an enum without options', [{ id: 'a', type: 'enum' }], 'an enum needs options'],
    [
      'the same id twice',
      [
        { id: 'a', type: 'string' },
        { id: 'a', type: 'number' },
      ],
      '"a" is declared twice',
    ],
    ['values in place of declarations', { a: 1 }, 'expected array'],
  ])('refuse %s by name', async (_, declared, named) => {
    await expect(read(document('x', declared))).rejects.toEqual(
      refusal('COMPOSITION_INVALID', 'html (index.html:1)', 'data-composition-variables', named),
    );
  });
});
