import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProject } from '#src/cli/find-project.js';

describe('findProject', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'framelane-project-'));
    await writeFile(join(dir, 'intro.html'), '');
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('takes a folder as it is', async () => {
    expect(await findProject(basename(dir), dirname(dir))).toEqual({ projectDir: dir, entryFile: undefined });
  });

  it('takes an HTML file as the entry of its folder', async () => {
    expect(await findProject('intro.html', dir)).toEqual({ projectDir: dir, entryFile: 'intro.html' });
  });

  it('names what is not there', async () => {
    await expect(findProject('outro.html', dir)).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
      message: expect.stringContaining('outro.html'),
    });
  });
});
