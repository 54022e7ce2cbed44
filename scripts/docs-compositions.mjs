#!/usr/bin/env node
// Writes docs/compositions.md; needs dist/.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readComposition } from '../dist/composition/index.js';
import { writePage } from './lib/compositions-page.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

async function refuse(files) {
  const folder = await mkdtemp(join(tmpdir(), 'framelane-docs-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const error = await readComposition(folder, 'index.html').then(
      () => null,
      (thrown) => thrown,
    );
    if (error === null) throw new Error(`nothing is refused: ${JSON.stringify(files)}`);
    return { code: error.code, message: error.message.replaceAll(folder, 'the project') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await writeFile(
  join(checkout, 'docs/compositions.md'),
  await writePage(join(checkout, 'tests/fixtures'), refuse),
);
