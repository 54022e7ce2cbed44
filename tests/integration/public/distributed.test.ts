import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const execFileAsync = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../../..');

/** Every type that the documentation promises of `framelane/distributed`. */
const TYPES = [
  'AssembleOptions',
  'AssembleProgress',
  'AssembleResult',
  'ChunkPlan',
  'ChunkProgress',
  'ChunkResult',
  'ChunkSidecarJson',
  'ChunkSliceJson',
  'CompositionMetadataJson',
  'DistributedRenderConfig',
  'ErrorCode',
  'ErrorData',
  'LockedRenderConfig',
  'PlanOptions',
  'PlanProgress',
  'PlanResult',
  'RenderChunkOptions',
  'RenderDefaults',
];

describe('the bundle of framelane/distributed', () => {
  it('carries nothing of the pool, the run driver, the app or a shell', async () => {
    const { metafile } = await build({
      entryPoints: [join(ROOT, 'dist/distributed.js')],
      absWorkingDir: ROOT,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      metafile: true,
      logLevel: 'silent',
    });
    const folders = new Set(Object.keys(metafile.inputs).map((path) => path.split('/')[1]));
    for (const folder of ['pool', 'run', 'host', 'cli', 'queue']) expect(folders).not.toContain(folder);
    const packages = Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.map(({ path }) => path),
    );
    expect(packages).toContain('puppeteer-core');
    for (const name of ['piscina', 'electron', 'react', 'commander', 'ws', 'vite']) {
      expect(packages).not.toContain(name);
    }
  });
});

describe('a project without Puppeteer', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'framelane-types-'));
    const installed = join(project, 'node_modules/framelane');
    await mkdir(join(project, 'node_modules/@types'), { recursive: true });
    await cp(join(ROOT, 'dist'), join(installed, 'dist'), {
      recursive: true,
      filter: (path) => !/dist[\\/](?:ui|electron)$/.test(path),
    });
    await cp(join(ROOT, 'package.json'), join(installed, 'package.json'));
    for (const name of ['zod', '@types/node', 'undici-types']) {
      await symlink(join(ROOT, 'node_modules', name), join(project, 'node_modules', name), 'junction');
    }
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it('compiles against the types, checked to the last declaration', async () => {
    await writeFile(
      join(project, 'use.ts'),
      `import { assemble, isRenderError, plan, renderChunk, getDefaults } from 'framelane/distributed';
import type { ${TYPES.join(', ')} } from 'framelane/distributed';

export async function film(projectDir: string, workDir: string): Promise<AssembleResult> {
  const config: DistributedRenderConfig = { fps: 30, format: getDefaults().format };
  const planned: PlanResult = await plan(projectDir, config, workDir);
  const chunks: ChunkResult[] = [];
  for (const slice of planned.slices) chunks.push(await renderChunk(planned.planDir, slice.index, workDir));
  return assemble(planned.planDir, chunks.map((chunk) => chunk.outputPath), planned.audioPath, workDir);
}
// @ts-expect-error a frame rate is a number, a text or a fraction
export const wrongRate: DistributedRenderConfig = { fps: new Date() };
// @ts-expect-error no such format
export const wrongFormat: DistributedRenderConfig = { format: 'avi' };
export const codeOf = (error: unknown): ErrorCode | null => (isRenderError(error) ? error.code : null);
export type All = [${TYPES.join(', ')}];
`,
    );
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          module: 'nodenext',
          target: 'es2023',
          skipLibCheck: false,
          types: ['node'],
        },
        files: ['use.ts'],
      }),
    );
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const run = execFileAsync(process.execPath, [tsc, '-p', project], {
      cwd: project,
    });
    const said = await run.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    expect(said).toBe('');
  });

  it('has no name of Puppeteer in any declaration that it reaches', async () => {
    const seen = new Set<string>();
    const visit = async (path: string): Promise<void> => {
      if (seen.has(path)) return;
      seen.add(path);
      const text = await readFile(path, 'utf8');
      expect(text, path).not.toMatch(/from ['"](?:puppeteer|@puppeteer|devtools-protocol)/);
      for (const [, relative = ''] of text.matchAll(/from ['"](\.[^'"]+)\.js['"]/g)) {
        await visit(resolve(path, '..', `${relative}.d.ts`));
      }
    };
    await visit(join(ROOT, 'dist/distributed.d.ts'));
    expect(seen.size).toBeGreaterThan(10);
  });
});
