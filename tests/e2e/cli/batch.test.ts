import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { writeComposition } from './composition.js';
import { test } from './framelane.js';

test('a batch tells of every row, and ends with the code of the row that failed', async ({ framelane }) => {
  const variables = '[{"id":"tint","type":"color","default":"red"},{"id":"logo","type":"image"}]';
  await writeComposition(join(framelane.dir, 'box'), {
    durationSec: '0.5',
    rootAttributes: `data-composition-variables='${variables}'`,
    body: '<img data-var-src="logo" alt="">',
  });
  await writeFile(
    join(framelane.dir, 'rows.jsonl'),
    '{"name":"a","tint":"blue"}\n{"name":"b","logo":"none.png"}\n',
  );
  const args = ['render', 'box', '--batch', 'rows.jsonl', '-o', 'out/{name}.mp4', '--workers', '1', '--json'];
  const { code, events } = await framelane.run(args);
  const told = events();
  expect(code).toBe(65);
  expect(told.filter(({ type }) => /^(batch|row)-/.test(String(type))).map(({ type }) => type)).toEqual([
    ...['batch-started', 'row-started', 'row-done', 'row-started', 'row-failed', 'batch-result'],
  ]);
  expect(told.find(({ type }) => type === 'chunk-done')).toMatchObject({ row: 1 });
  expect(told.at(-1)).toMatchObject({
    done: 1,
    failed: 1,
    rows: [{ ok: true }, { error: { code: 'ASSET_MISSING' } }],
  });
  expect(await readdir(join(framelane.dir, 'out'))).toEqual(['a.mp4']);
});
