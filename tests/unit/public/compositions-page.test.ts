import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readComposition } from '#src/composition/index.js';
import { writePage } from '../../../scripts/lib/compositions-page.mjs';
import { project } from '../composition/project.js';

async function refuse(files: Readonly<Record<string, string>>): Promise<{ code: string; message: string }> {
  const folder = await project(files);
  const error: unknown = await readComposition(folder, 'index.html').catch((thrown: unknown) => thrown);
  if (!(error instanceof Error && 'code' in error)) throw new Error('nothing is refused');
  return { code: String(error.code), message: error.message.replaceAll(folder, 'the project') };
}

it('docs/compositions.md says what the fixtures and the planner say: npm run docs:compositions writes it', async () => {
  expect(await readFile('docs/compositions.md', 'utf8')).toBe(await writePage('tests/fixtures', refuse));
});
