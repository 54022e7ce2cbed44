import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nameOutputs, templateColumns } from '#src/run/batch/name-outputs.js';
import { readRows, type TableRow } from '#src/run/batch/read-rows.js';

async function read(name: string, text: string): Promise<TableRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'framelane-batch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), text);
  return readRows(join(folder, name));
}

describe('readRows', () => {
  it('reads CSV: quotes, line breaks in cells, a byte order mark, empty cells left out', async () => {
    const rows = await read('a.csv', '\uFEFFname, title\r\n\r\na,"One, ""1"""\r\nb,"two\nlines"\r\nc,\r\n');
    expect(rows).toEqual([
      { index: 1, line: 3, cells: { name: 'a', title: 'One, "1"' } },
      { index: 2, line: 4, cells: { name: 'b', title: 'two\nlines' } },
      { index: 3, line: 6, cells: { name: 'c' } },
    ]);
  });

  it('reads JSON lines and arrays', async () => {
    expect(await read('a.jsonl', '{"a":1}\n\n{"b":{"c":2}}\n')).toEqual([
      { index: 1, line: 1, cells: { a: 1 } },
      { index: 2, line: 3, cells: { b: { c: 2 } } },
    ]);
    expect(await read('a.json', '{"rows":[{"a":1}]}')).toMatchObject([{ index: 1, cells: { a: 1 } }]);
  });

  it.each([
    ['a.csv', 'a,b\n1,2\n1,2,3\n', /a\.csv:3 cannot be read/],
    ['a.csv', 'a,b\n"open\n', /a\.csv:\d cannot be read/],
    ['a.csv', 'a,b\n', /it has no rows/],
    ['a.jsonl', '{"a":1}\n{"a":\n', /a\.jsonl:2 cannot be read: it is not JSON/],
    ['a.jsonl', '[1]\n', /a\.jsonl:1 cannot be read: a row is no JSON object/],
    ['a.json', '1', /it is no array of objects/],
    ['a.txt', 'a', /its extension must be/],
  ])('refuses %s with %j by name', async (name, text, expected) => {
    await expect(read(name, text)).rejects.toThrow(expected);
  });
});

describe('nameOutputs', () => {
  const row = (index: number, cells: Record<string, unknown>): TableRow => ({
    index,
    line: index + 1,
    cells,
  });
  const names = (template: string, ...cells: Record<string, unknown>[]) =>
    nameOutputs(
      template,
      cells.map((cell, at) => row(at + 1, cell)),
      resolve('/films'),
    );

  it('fills in columns and the number of the row', () => {
    const many = Array.from({ length: 10 }, () => ({ name: 'a', size: 2 }));
    expect(names('out/{name}-{size}-{index}.mp4', ...many).slice(0, 2)).toEqual([
      resolve('/films/out/a-2-01.mp4'),
      resolve('/films/out/a-2-02.mp4'),
    ]);
    expect(templateColumns('{a}/{index}-{b}.mp4')).toEqual(['a', 'b']);
  });

  it.each(['../x', 'a/b', 'a\\b', '..', '.', '', ' ', 'a:b', 'a\u0000', 'a.', 'CON|x'])(
    'refuses %j as a name',
    (name) => {
      expect(() => names('out/{name}.mp4', { name })).toThrow(
        /row 1 \(line 2\) has name: .* cannot be a part of a file's name/,
      );
    },
  );

  it('refuses names that collide, also by case alone, and columns that are not there', () => {
    expect(() => names('{name}.mp4', { name: 'A' }, { name: 'a' })).toThrow(
      /rows 1 \(line 2\) and 2 \(line 3\) would both write/,
    );
    expect(() => names('film.mp4', {}, {})).toThrow(/Add \{index\}/);
    expect(() => names('{nope}.mp4', { name: 'a' })).toThrow(
      /the name has \{nope\}, and row 1 \(line 2\) has no such value/,
    );
    expect(() => names('{name}.mp4', { name: { a: 1 } })).toThrow(/something else than text/);
  });
});
