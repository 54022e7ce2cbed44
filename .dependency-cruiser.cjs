/**
 * The layers of ARCHITECTURE.md: a folder may import only from its own folder and from what is listed here.
 * Add a folder here when you add it to src/.
 */
const foundation = ['errors', 'contract', 'files', 'process', 'trace'];
const tools = [...foundation, 'browser', 'ffmpeg'];
const sources = ['packages', 'fonts', 'offline'];
const steps = [...tools, 'tools', 'plan', 'chunk', 'assemble', 'diagnostics'];
const layers = {
  errors: [],
  contract: ['errors'],
  files: ['errors'],
  process: ['errors'],
  trace: ['errors', 'contract'],
  page: ['errors', 'contract'],
  browser: [...foundation, 'page'],
  ffmpeg: foundation,
  tools: tools,
  packages: foundation,
  fonts: [...foundation, 'packages'],
  offline: [...foundation, 'packages', 'fonts'],
  composition: [...tools, 'page', ...sources],
  plan: [...tools, 'tools', 'page', ...sources, 'composition'],
  chunk: [...tools, 'tools', 'page', 'plan'],
  assemble: [...foundation, 'ffmpeg', 'tools', 'plan'],
  diagnostics: [...tools, 'page'],
  pool: [...foundation, 'browser', 'chunk'],
  lint: [...foundation, 'page', ...sources, 'composition'],
  run: [...steps, 'composition', 'pool'],
  host: [...steps, ...sources, 'composition', 'pool', 'run'],
  cli: [...steps, ...sources, 'composition', 'lint', 'pool', 'run', 'host'],
};

/** Packages that only one folder may import. */
const owners = {
  'puppeteer-core': 'browser',
  '@puppeteer/browsers': 'browser',
  piscina: 'pool',
  commander: 'cli',
  ws: 'host',
  'log-update': 'cli',
  'cli-progress': 'cli',
};

/** What runs in the engine's own process of the desktop app. */
const engineProcess = '^electron/(engine-process|engine/(serve-parent|watch-activity))\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer-${layer}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
    })),
    ...Object.entries(owners).map(([pkg, owner]) => ({
      name: `only-${owner}-imports-${pkg}`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${owner}/` },
      to: { path: `node_modules/${pkg}/` },
    })),
    {
      name: 'only-browser-and-host-serve-files',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(browser|host)/' },
      to: { path: 'node_modules/sirv/' },
    },
    {
      name: 'page-runtime-is-browser-code',
      severity: 'error',
      from: { path: '^src/page/runtime/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'distributed-is-thin',
      severity: 'error',
      from: { path: '^src/distributed\\.ts$' },
      to: { path: '^src/(pool|run|cli|host|queue)/' },
    },
    {
      name: 'no-shell-or-interface-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: ['^electron/', '^renderer/', '(^|/)node_modules/(electron|react|react-dom)/'] },
    },
    {
      name: 'only-the-engine-process-runs-the-engine',
      severity: 'error',
      from: { path: '^electron/', pathNot: engineProcess },
      to: { path: '^src/', pathNot: '^src/(errors|contract|files)/' },
    },
    {
      name: 'engine-process-uses-the-host',
      severity: 'error',
      from: { path: engineProcess },
      to: { path: '^src/', pathNot: '^src/(errors|contract|process|host)/' },
    },
    {
      name: 'electron-shares-only-the-connection-with-the-interface',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/', pathNot: '^renderer/api/' },
    },
    {
      // A sandboxed preload can load nothing but Electron's own module.
      name: 'preload-is-self-contained',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { pathNot: ['^electron/ipc/channels\\.ts$', '^renderer/api/', '(^|/)node_modules/electron/'] },
    },
  ],
  options: {
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
  },
};
