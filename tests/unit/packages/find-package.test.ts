import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPackage, findPackageFile, packageFolders } from '#src/packages/index.js';
import { project } from '../composition/project.js';

const manifest = (fields: object) => JSON.stringify({ name: 'a', version: '3.12.5', ...fields });

async function fileOf(
  files: Record<string, string>,
  request: Partial<Parameters<typeof findPackageFile>[1]>,
): Promise<string | null> {
  const folder = await project(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`node_modules/a/${path}`, text])),
  );
  const { found } = await findPackage([join(folder, 'node_modules')], 'a', null);
  if (found === null) throw new Error('no package');
  return findPackageFile(found, { path: null, form: 'file', entryField: 'jsdelivr', ...request });
}

describe('findPackage', () => {
  it('looks in the project, in the folders above, then in the cache', async () => {
    const folder = await project({
      'node_modules/a/package.json': manifest({ version: '1.0.0' }),
      'deep/project/node_modules/a/package.json': manifest({ version: '2.0.0' }),
      'cache/packages/node_modules/a/package.json': manifest({ version: '3.0.0' }),
    });
    const folders = packageFolders(join(folder, 'deep/project'), join(folder, 'cache'));
    const versionOf = async (range: string | null) =>
      (await findPackage(folders, 'a', range)).found?.manifest.version;
    expect(await versionOf(null)).toBe('2.0.0');
    expect(await versionOf('latest')).toBe('2.0.0');
    expect(await versionOf('1')).toBe('1.0.0');
    expect(await versionOf('^3.0.0')).toBe('3.0.0');
  });

  it('tells the versions that do not fit', async () => {
    const folder = await project({ 'node_modules/a/package.json': manifest({ version: '2.1.0' }) });
    expect(await findPackage([join(folder, 'node_modules')], 'a', '3.12')).toEqual({
      found: null,
      installedVersions: ['2.1.0'],
    });
  });

  it.each(['..', '../a', '@a/..', 'a/../b', 'a/b/c'])('takes %j for no name', async (name) => {
    const folder = await project({ 'package.json': manifest({}) });
    expect(await findPackage([join(folder, 'node_modules')], name, null)).toMatchObject({ found: null });
  });
});

describe('findPackageFile', () => {
  it.each([
    ['a path', { 'dist/a.js': '' }, { path: 'dist/a.js' }, 'dist/a.js'],
    ['what a minified file is made of', { 'dist/a.js': '' }, { path: 'dist/a.min.js' }, 'dist/a.js'],
    ['a path without extension', { 'lib/a.js': '' }, { path: 'lib/a' }, 'lib/a.js'],
    [
      'by the name alone',
      { 'dist/b/x.min.js': '', 'x.txt': '' },
      { path: 'x.min.js', form: 'named' },
      'dist/b/x.min.js',
    ],
  ] as const)('%s', async (_, files, request, path) => {
    expect(await fileOf({ 'package.json': manifest({}), ...files }, request)).toBe(path);
  });

  it('the main file by the field of the CDN, else browser, else main', async () => {
    const files = { 'j.js': '', 'u.js': '', 'b.js': '', 'm.js': '' };
    const all = manifest({ jsdelivr: 'j.js', unpkg: './u.js', browser: 'b.js', main: 'm.js' });
    expect(await fileOf({ 'package.json': all, ...files }, {})).toBe('j.js');
    expect(await fileOf({ 'package.json': all, ...files }, { entryField: 'unpkg' })).toBe('u.js');
    const some = manifest({ browser: { './x': './y' }, main: 'm' });
    expect(await fileOf({ 'package.json': some, ...files }, {})).toBe('m.js');
  });

  it('a module by exports, with the conditions of a browser', async () => {
    const text = manifest({
      main: 'm.cjs',
      exports: {
        '.': { require: './m.cjs', browser: './b.mjs', default: './d.mjs' },
        './x/*': './src/x/*.js',
      },
    });
    const files = { 'package.json': text, 'm.cjs': '', 'b.mjs': '', 'd.mjs': '', 'src/x/y.js': '' };
    expect(await fileOf(files, { form: 'module' })).toBe('b.mjs');
    expect(await fileOf(files, { form: 'module', path: 'x/y' })).toBe('src/x/y.js');
    expect(await fileOf(files, { form: 'module', path: 'src/x/y.js' })).toBe('src/x/y.js');
  });

  it('nothing out of the package', async () => {
    const files = { 'package.json': manifest({ main: '../../secret.js' }), '../../secret.js': 'x' };
    expect(await fileOf(files, {})).toBeNull();
    expect(await fileOf(files, { path: '../../secret.js' })).toBeNull();
  });
});
