/** What a URL of an npm CDN asks for. */
export interface CdnRequest {
  readonly name: string;
  /** A semver range or a tag; null: any. */
  readonly range: string | null;
  /** Below the package, without a slash in front; null: the package's main file. */
  readonly path: string | null;
  /** `file`: as published. `module`: the CDN makes ES modules. `named`: only the file's name is known, not its folder. */
  readonly form: 'file' | 'module' | 'named';
  /** Field of package.json that the CDN reads when no path is given, before `browser` and `main`. */
  readonly entryField: 'jsdelivr' | 'unpkg' | 'module';
}

/** Names of cdnjs that are others on npm. */
const CDNJS_NAMES: Readonly<Record<string, string>> = {
  'three.js': 'three',
  bodymovin: 'lottie-web',
  'font-awesome': '@fortawesome/fontawesome-free',
  'animate.css': 'animate.css',
  'p5.js': 'p5',
  'tween.js': '@tweenjs/tween.js',
  'tone.js': 'tone',
  'popmotion.global': 'popmotion',
};

const PACKAGE = /^(@[^/@]+\/[^/@]+|[^/@]+)(?:@([^/]+))?(?:\/(.*))?$/s;

/** Reads a URL of jsdelivr, unpkg, esm.sh, skypack, jspm, cdnjs or d3js.org; null for every other URL. */
export function parseCdnUrl(url: string): CdnRequest | null {
  if (!URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  const path = decodePath(pathname.slice(1));
  switch (host) {
    case 'cdn.jsdelivr.net':
      return path.startsWith('npm/') ? readJsdelivr(path.slice('npm/'.length)) : null;
    case 'esm.run':
      return readPackage(path, 'module', 'jsdelivr');
    case 'unpkg.com':
    case 'www.unpkg.com':
      return readPackage(path, new URL(url).searchParams.has('module') ? 'module' : 'file', 'unpkg');
    case 'esm.sh':
      return readEsmSh(path);
    case 'cdn.skypack.dev':
      return readSkypack(path);
    case 'ga.jspm.io':
      return path.startsWith('npm:') ? readPackage(path.slice('npm:'.length), 'file', 'module') : null;
    case 'cdnjs.cloudflare.com':
      return readCdnjs(path);
    case 'd3js.org':
      return readD3(path);
    default:
      return null;
  }
}

function readPackage(
  text: string,
  form: CdnRequest['form'],
  entryField: CdnRequest['entryField'],
): CdnRequest | null {
  const match = PACKAGE.exec(text);
  if (match === null) return null;
  const [, name = '', range, path] = match;
  // esm.sh writes options behind the version: three@0.160&bundle.
  const version = range?.split('&')[0];
  return { name, range: version || null, path: path || null, form, entryField };
}

function readJsdelivr(text: string): CdnRequest | null {
  const isModule = /(^|\/)\+esm$/.test(text);
  return readPackage(text.replace(/\/?\+esm$/, ''), isModule ? 'module' : 'file', 'jsdelivr');
}

/** `/three@0.160`, `/v135/three@0.160/es2022/three.mjs`, `/*three`, `/stable/react`. */
function readEsmSh(text: string): CdnRequest | null {
  if (/^(gh|jsr|pr)\//.test(text)) return null;
  const request = readPackage(text.replace(/^(v\d+|stable)\//, '').replace(/^\*/, ''), 'module', 'module');
  if (request === null) return null;
  const built = /^(?:X-[^/]+\/)?(?:es\d{4}|esnext|deno|node)\/(.*?)(?:\.bundle|\.development)?\.m?js$/.exec(
    request.path ?? '',
  );
  if (built === null) return request;
  const inner = built[1] ?? '';
  return { ...request, path: inner === request.name.split('/').at(-1) ? null : inner };
}

/** `/three@0.160`, `/-/three@v0.160.0-hash/dist=es2020,mode=imports/optimized/three.js`, `/pin/…`. */
function readSkypack(text: string): CdnRequest | null {
  const pinned = /^(?:-|pin)\/((?:@[^/]+\/)?[^/@]+)@v?(\d+\.\d+\.\d+)-[^/]*\//.exec(text);
  if (pinned === null) return readPackage(text, 'module', 'module');
  return {
    name: pinned[1] ?? '',
    range: pinned[2] ?? null,
    path: null,
    form: 'module',
    entryField: 'module',
  };
}

function readCdnjs(text: string): CdnRequest | null {
  const match = /^ajax\/libs\/([^/]+)\/([^/]+)\/(.+)$/s.exec(text);
  if (match === null) return null;
  const [, library = '', version = '', path = ''] = match;
  const range = /^r(\d+)$/.test(version) ? `0.${version.slice(1)}` : version;
  return { name: CDNJS_NAMES[library] ?? library, range, path, form: 'named', entryField: 'unpkg' };
}

/** `https://d3js.org/d3.v7.min.js`, `https://d3js.org/d3-array.v3.js`. */
function readD3(text: string): CdnRequest | null {
  const match = /^(d3(?:-[a-z-]+)?)\.v(\d+)(\.min)?\.js$/.exec(text);
  if (match === null) return null;
  const [, name = '', range = '', minified = ''] = match;
  return { name, range, path: `dist/${name}${minified}.js`, form: 'file', entryField: 'jsdelivr' };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
