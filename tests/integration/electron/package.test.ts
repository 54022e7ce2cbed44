import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listFiles, writeTinyProject } from '../run/tiny-project.js';
import { startEngineThread } from './engine-in-thread.js';
import { writeStubRuntime } from './write-stub-runtime.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/** `npm run make` with a runtime that is none: everything but the program itself is as users get it. */
let dir: string;
let app: string;
let archive: string;
let unpacked: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-forge-'));
  const electron = JSON.parse(await readFile(join(repository, 'node_modules/electron/package.json'), 'utf8'));
  await writeStubRuntime(dir, electron.version, 'linux', 'x64');
  const task = ['scripts/forge.mjs', 'make', '--platform', 'linux', '--arch', 'x64', '--targets', 'zip'];
  const env = { ...process.env, FRAMELANE_ELECTRON_ZIP_DIR: dir, FRAMELANE_FORGE_OUT_DIR: join(dir, 'out') };
  await run(process.execPath, task, { cwd: repository, env });
  app = join(dir, 'out/Framelane-linux-x64');
  archive = join(app, 'resources/app.asar');
  unpacked = `${archive}.unpacked`;
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const entriesOf = () =>
  listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .map((path) => ({ path, entry: statFile(archive, path) }))
    .filter(({ entry }) => 'size' in entry);
const packed = () => entriesOf().flatMap(({ path, entry }) => ('unpacked' in entry ? [] : [path]));
const read = (path: string) => extractFile(archive, path).toString('utf8');

describe('the archive', () => {
  it('holds what the windows and the main process run, and nothing else', () => {
    const shapes = new Set(packed().map((path) => path.replace(/assets\/.*/, 'assets/*')));
    expect([...shapes].sort()).toEqual([
      'LICENSE',
      'dist/electron/assets/*',
      'dist/electron/main.js',
      'dist/electron/package.json',
      'dist/electron/preload.cjs',
      'dist/renderer/assets/*',
      'dist/renderer/index.html',
      'package.json',
    ]);
  });

  it('starts the main process', () => {
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: 'framelane',
      productName: 'Framelane',
      type: 'module',
      main: 'dist/electron/main.js',
    });
  });

  it('has a main process that runs from it alone', async () => {
    // Asked to leave at once, as a second instance is: by then every import has been resolved and every module has run.
    const imports = read('dist/electron/main.js').matchAll(/import \{([^}]*)\} from "electron"/g);
    const names = new Set(
      [...imports].flatMap(([, list = '']) => list.split(',').map((name) => name.trim().split(' ')[0])),
    );
    names.delete('app');
    const electron = `
      const any = new Proxy(function () {}, { get: () => any, apply: () => any, construct: () => any });
      export const app = { getAppPath: () => '', requestSingleInstanceLock: () => false, quit: () => console.log('left') };
      export { ${[...names].map((name) => `any as ${name}`).join(', ')} };`;
    const alone = join(dir, 'alone');
    await mkdir(join(alone, 'node_modules/electron'), { recursive: true });
    await writeFile(join(alone, 'package.json'), '{"type":"module"}');
    await writeFile(join(alone, 'main.js'), extractFile(archive, 'dist/electron/main.js'));
    await writeFile(
      join(alone, 'node_modules/electron/package.json'),
      '{"type":"module","exports":"./index.js"}',
    );
    await writeFile(join(alone, 'node_modules/electron/index.js'), electron);
    const { stdout } = await run(process.execPath, [join(alone, 'main.js')]);
    expect(stdout).toBe('left\n');
  });

  it('has a preload that a sandbox can load: one script that asks for nothing but Electron', () => {
    const exposed: Record<string, object> = {};
    const asked: string[] = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: object) => Object.assign(exposed, { [name]: api }),
      },
      ipcRenderer: { on: () => {}, invoke: async () => {}, send: () => {} },
      webUtils: { getPathForFile: () => '' },
    };
    // What a sandboxed preload has: no module system but this `require`, and a `process` without the system behind it.
    const sandbox = createContext({
      require: (name: string) => {
        asked.push(name);
        if (name !== 'electron') throw new Error(`module not found: ${name}`);
        return electron;
      },
      module: { exports: {} },
      exports: {},
      process: { platform: 'linux' },
    });
    runInContext(read('dist/electron/preload.cjs'), sandbox);
    expect(new Set(asked)).toEqual(new Set(['electron']));
    expect(Object.keys(exposed)).toEqual(['framelaneShell']);
    // Verbs only: nothing of Electron's own reaches the page.
    const api = exposed.framelaneShell as Record<string, unknown>;
    expect(Object.values(api).filter((value) => typeof value === 'object')).toEqual([]);
    expect(Object.values(api)).not.toContain(electron.ipcRenderer.invoke);
  });
});

describe('beside the archive', () => {
  it.each([
    'dist/electron/engine-process.js',
    'dist/pool/worker.js',
    'node_modules/piscina/package.json',
    'node_modules/puppeteer-core/package.json',
    'node_modules/@puppeteer/browsers/package.json',
    'examples/css-only/index.html',
  ])('is %s, as a file', async (path) => expect((await stat(join(unpacked, path))).isFile()).toBe(true));

  it('is no source, declaration, map, test of ours, setting of an editor, or tool of development', async () => {
    const files = [...(await listFiles(unpacked)), ...packed()];
    expect(files.filter((path) => /\.[cm]?tsx?$|\.map$|\.test\.|(^|\/)\./.test(path))).toEqual([]);
    expect(await readdir(unpacked)).toEqual(['dist', 'examples', 'node_modules']);
    const packages = await readdir(join(unpacked, 'node_modules'));
    expect(packages).toContain('zod');
    for (const tool of ['electron', 'vitest', 'typescript', 'react', 'vite', 'esbuild', 'knip']) {
      expect(packages).not.toContain(tool);
    }
  });

  it('is an engine that renders', async () => {
    const projectDir = join(dir, 'project');
    await writeTinyProject(projectDir, 0.2);
    await mkdir(join(dir, 'data'));
    const settings = { outputFolder: join(dir, 'videos') };
    await writeFile(join(dir, 'data/settings.json'), JSON.stringify(settings));
    const engine = startEngineThread(pathToFileURL(join(unpacked, 'dist/electron/engine-process.js')).href, {
      FRAMELANE_DATA_DIR: join(dir, 'data'),
      FRAMELANE_RUNS_DIR: join(dir, 'runs'),
    });
    engine.tell({ kind: 'handle', handle: 'path-1', path: projectDir });
    const window = engine.connect();
    const states: string[] = [];
    window.onNews((news) => {
      if (news.kind === 'run-snapshot') states.push(news.snapshot.state);
    });
    expect(await window.request('app.info', {})).toMatchObject({ shell: 'desktop' });
    expect((await window.request('samples.list', {})).length).toBeGreaterThan(3);
    await expect(window.request('project.open-handle', { handle: projectDir })).rejects.toThrow(
      'not given out',
    );
    const { projectId } = await window.request('project.open-handle', { handle: 'path-1' });
    await window.request('project.trust', { projectId, trust: 'trusted' });
    const config = { fps: 30, width: 320, height: 180, format: 'mp4', maxParallelChunks: 2 } as const;
    const { runId } = await window.request('run.start', { projectId, config, workers: 1, outputName: null });
    await window.request('run.watch', { runId });
    await vi.waitFor(() => expect(states.at(-1)).toMatch(/done|failed/), { timeout: 60_000, interval: 50 });
    expect(states.at(-1)).toBe('done');

    engine.tell({ kind: 'output-path', id: 1, runId });
    const answered = () => engine.told.find(({ kind }) => kind === 'output-path');
    await vi.waitFor(() => expect(answered()).toBeDefined());
    const path = String(answered()?.path);
    expect(path.startsWith(settings.outputFolder)).toBe(true);
    expect((await stat(path)).size).toBeGreaterThan(500);
    expect(await window.request('run.output', { runId })).toMatchObject({
      url: `framelane://app/output/${runId}`,
    });
    const activity = () => engine.told.filter(({ kind }) => kind === 'activity').at(-1)?.activity;
    await vi.waitFor(() => expect(activity()).toMatchObject({ runs: 0, share: null }));
    expect(engine.told.some(({ kind }) => kind === 'ready')).toBe(true);
    engine.tell({ kind: 'close' });
    expect(await engine.exitCode).toBe(0);
  });
});

describe('the program', () => {
  it('has the name that the installers start, and its fuses set', async () => {
    const fuses = await getCurrentFuseWire(join(app, 'framelane'));
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    });
  });

  it('is in the archive that is handed out, with all its files', async () => {
    const folder = join(dir, 'out/make/zip/linux/x64');
    const [name = ''] = await readdir(folder);
    expect(name).toMatch(/^Framelane-linux-x64-\d+\.\d+\.\d+\.zip$/);
    const zip = await readFile(join(folder, name));
    const root = basename(app);
    for (const path of [
      'framelane',
      'resources/app.asar',
      'resources/app.asar.unpacked/dist/pool/worker.js',
    ]) {
      expect(zip.includes(`${root}/${path}`)).toBe(true);
    }
  });
});
