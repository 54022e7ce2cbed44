import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compositions in tests/fixtures, one per kind of animation. */
export const ANIMATION_FIXTURES = [
  'gsap-timeline',
  'css-keyframes',
  'waapi',
  'canvas-hf-seek',
  'webgl-hf-seek',
  'own-hf',
  'stateful',
  'audio',
  'media',
  'shadow-dom',
  'composited-layers',
  'alpha',
] as const;

/** Files of packages that a fixture loads but the repository does not keep a copy of. */
const VENDOR_FILES: Readonly<Record<string, readonly { from: string; to: string }[]>> = {
  'sub-twice': vendor('gsap/dist', ['gsap.min.js']),
  'gsap-timeline': vendor('gsap/dist', ['gsap.min.js']),
  'libraries/gsap-plugins': vendor('gsap/dist', [
    'gsap.min.js',
    'CustomEase.min.js',
    'DrawSVGPlugin.min.js',
    'MorphSVGPlugin.min.js',
    'MotionPathPlugin.min.js',
    'Physics2DPlugin.min.js',
    'ScrambleTextPlugin.min.js',
    'SplitText.min.js',
  ]),
  'libraries/scroll-trigger': vendor('gsap/dist', [
    'gsap.min.js',
    'ScrollTrigger.min.js',
    'ScrollToPlugin.min.js',
  ]),
  'libraries/anime': vendor('animejs/dist/bundles', ['anime.umd.min.js']),
  'libraries/lottie': vendor('lottie-web/build/player', ['lottie.min.js']),
  'libraries/dotlottie': vendor(
    '@lottiefiles/dotlottie-web/dist',
    ['index.js', 'dotlottie-player.wasm'],
    'dotlottie/',
  ),
  'libraries/three': [
    ...vendor('three/build', ['three.module.js', 'three.core.js'], 'three/build/'),
    ...vendor('three/examples/jsm/loaders', ['GLTFLoader.js'], 'three/examples/jsm/loaders/'),
    ...vendor(
      'three/examples/jsm/utils',
      ['BufferGeometryUtils.js', 'SkeletonUtils.js'],
      'three/examples/jsm/utils/',
    ),
  ],
  'libraries/d3': vendor('d3/dist', ['d3.min.js']),
  'libraries/tailwind': [
    { from: '@tailwindcss/browser/dist/index.global.js', to: 'vendor/tailwind.js' },
    ...vendor('gsap/dist', ['gsap.min.js']),
  ],
};

function vendor(folder: string, names: readonly string[], to = ''): { from: string; to: string }[] {
  return names.map((name) => ({ from: `${folder}/${name}`, to: `vendor/${to}${name}` }));
}

const repository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A copy of a fixture that a test may change. */
export interface FixtureProject {
  readonly projectDir: string;
  /** Deletes the copy. */
  remove(): Promise<void>;
}

/** Copies tests/fixtures/<name> into a temporary folder and adds what it loads from packages. */
export async function fixtureProject(name: string): Promise<FixtureProject> {
  const projectDir = await mkdtemp(join(tmpdir(), `framelane-fixture-${name.replaceAll('/', '-')}-`));
  await cp(repository(`tests/fixtures/${name}`), projectDir, { recursive: true });
  for (const { from, to } of VENDOR_FILES[name] ?? []) {
    await cp(repository(`node_modules/${from}`), join(projectDir, to));
  }
  return { projectDir, remove: () => rm(projectDir, { recursive: true, force: true }) };
}
