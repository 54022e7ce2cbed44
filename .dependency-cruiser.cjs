/**
 * The layers of ARCHITECTURE.md: a folder may import only from its own folder and from what is listed here.
 * Add a folder here when you add it to src/.
 */
const foundation = ['errors', 'contract', 'files', 'process', 'trace'];
const tools = [...foundation, 'browser', 'ffmpeg'];
const steps = [...tools, 'plan', 'chunk', 'assemble', 'diagnostics'];
const layers = {
  errors: [],
  contract: ['errors'],
  files: ['errors'],
  process: ['errors'],
  trace: ['errors', 'contract'],
  page: ['errors', 'contract'],
  browser: [...foundation, 'page'],
  ffmpeg: foundation,
  composition: [...tools, 'page'],
  plan: [...tools, 'page', 'composition'],
  chunk: [...tools, 'page', 'plan'],
  assemble: [...foundation, 'ffmpeg', 'plan'],
  diagnostics: [...tools, 'page'],
  pool: [...foundation, 'browser', 'chunk'],
  run: [...steps, 'pool'],
  host: [...steps, 'composition', 'pool', 'run'],
  cli: [...steps, 'composition', 'pool', 'run', 'host'],
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
      name: 'no-electron-or-react-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/(electron|react|react-dom)/' },
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
