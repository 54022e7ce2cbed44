import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contains, resolveInside, sha256Of, sha256OfFile, writeWholeOrAbsent } from '#src/files/index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framelane-files-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('writeWholeOrAbsent', () => {
  it('shows the finished file and nothing else', async () => {
    const value = await writeWholeOrAbsent(join(folder, 'deep/out.txt'), async (temporary) => {
      expect(temporary.endsWith('.txt')).toBe(true);
      await writeFile(temporary, 'whole');
      return 42;
    });
    expect(value).toBe(42);
    expect(await readdir(join(folder, 'deep'))).toEqual(['out.txt']);
    expect(await readFile(join(folder, 'deep/out.txt'), 'utf8')).toBe('whole');
  });

  it('keeps the old file and leaves no partial one when the producer fails', async () => {
    await writeFile(join(folder, 'out.txt'), 'old');
    const half = writeWholeOrAbsent(join(folder, 'out.txt'), async (temporary) => {
      await writeFile(temporary, 'half');
      throw new Error('power cut');
    });
    await expect(half).rejects.toThrow('power cut');
    expect(await readdir(folder)).toEqual(['out.txt']);
    expect(await readFile(join(folder, 'out.txt'), 'utf8')).toBe('old');
  });

  it('replaces a folder as a whole', async () => {
    await mkdir(join(folder, 'frames'));
    await writeFile(join(folder, 'frames/stale.png'), 'x');
    await writeWholeOrAbsent(join(folder, 'frames'), async (temporary) => {
      await mkdir(temporary);
      await writeFile(join(temporary, 'frame.png'), 'y');
    });
    expect(await readdir(join(folder, 'frames'))).toEqual(['frame.png']);
  });

  it('says which folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const blocked = writeWholeOrAbsent(join(folder, 'file/out.txt'), () => Promise.resolve());
    await expect(blocked).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining(join(folder, 'file')),
    });
  });
});

describe('resolveInside', () => {
  it('finds files and tells missing ones', async () => {
    await writeFile(join(folder, 'a b.png'), '');
    expect(await resolveInside(folder, 'a b.png')).toContain('a b.png');
    expect(await resolveInside(folder, 'none.png')).toBeNull();
  });

  it.each(['../secret', 'a/../../secret', '/etc/passwd', 'C:\\secret', 'a\0b', '..'])(
    'refuses %j',
    async (path) => {
      await expect(resolveInside(folder, path)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
    },
  );

  it('refuses a link that leads out, follows one that stays in', async () => {
    await writeFile(join(folder, 'real.txt'), '');
    await symlink('/etc/hostname', join(folder, 'out.txt'));
    await symlink(join(folder, 'real.txt'), join(folder, 'in.txt'));
    await expect(resolveInside(folder, 'out.txt')).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
    expect(await resolveInside(folder, 'in.txt')).toContain('real.txt');
  });

  it('does not take a neighbour with the same beginning for a child', () => {
    expect(contains('/project', '/project-two/file')).toBe(false);
    expect(contains('/project', '/project/..file')).toBe(true);
  });
});

it('hashes a file as it hashes its bytes', async () => {
  await writeFile(join(folder, 'f'), 'abc');
  expect(await sha256OfFile(join(folder, 'f'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(sha256Of('abc')).toBe(await sha256OfFile(join(folder, 'f')));
  for (const sizeBytes of [0, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20]) {
    const bytes = Buffer.alloc(sizeBytes, 7);
    await writeFile(join(folder, 'large'), bytes);
    expect(await sha256OfFile(join(folder, 'large')), `${sizeBytes} bytes`).toBe(sha256Of(bytes));
  }
});
