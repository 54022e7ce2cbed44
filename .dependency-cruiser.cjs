/**
 * The layers of ARCHITECTURE.md: a folder may import only from its own folder and from what is listed here.
 * Add a folder here when you add it to src/.
 */
const layers = {
  errors: [],
  contract: ['errors'],
  trace: ['contract', 'errors'],
  files: ['errors'],
  process: ['errors'],
  page: ['contract', 'errors'],
  browser: ['files', 'process', 'contract', 'errors', 'trace', 'page'],
  ffmpeg: ['files', 'process', 'contract', 'errors', 'trace'],
  composition: ['files', 'process', 'contract', 'errors', 'trace', 'page', 'browser', 'ffmpeg'],
  plan: ['files', 'process', 'contract', 'errors', 'trace', 'page', 'browser', 'ffmpeg', 'composition'],
  chunk: ['files', 'process', 'contract', 'errors', 'trace', 'page', 'browser', 'ffmpeg', 'plan'],
  assemble: ['files', 'process', 'contract', 'errors', 'trace', 'ffmpeg', 'plan'],
  diagnostics: ['files', 'process', 'contract', 'errors', 'trace', 'page', 'browser', 'ffmpeg'],
  simulate: ['files', 'process', 'contract', 'errors', 'plan'],
  pool: ['files', 'process', 'contract', 'errors', 'trace', 'browser', 'chunk'],
  run: [
    'files',
    'process',
    'contract',
    'errors',
    'trace',
    'browser',
    'ffmpeg',
    'plan',
    'chunk',
    'assemble',
    'diagnostics',
    'pool',
  ],
  cli: [
    'files',
    'process',
    'contract',
    'errors',
    'trace',
    'browser',
    'ffmpeg',
    'composition',
    'plan',
    'chunk',
    'assemble',
    'diagnostics',
    'pool',
    'run',
  ],
};

/** Packages that only one folder may import. */
const owners = {
  'puppeteer-core': 'browser',
  '@puppeteer/browsers': 'browser',
  sirv: 'browser',
  piscina: 'pool',
  commander: 'cli',
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
