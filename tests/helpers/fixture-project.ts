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
  'shadow-dom',
  'composited-layers',
  'alpha',
] as const;

/** Files of packages that a fixture loads but the repository does not keep a copy of. */
const VENDOR_FILES: Readonly<Record<string, readonly { from: string; to: string }[]>> = {
  'gsap-timeline': [{ from: 'gsap/dist/gsap.min.js', to: 'vendor/gsap.min.js' }],
};

const repository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A copy of a fixture that a test may change. */
export interface FixtureProject {
  readonly projectDir: string;
  /** Deletes the copy. */
  remove(): Promise<void>;
}

/** Copies tests/fixtures/<name> into a temporary folder and adds what it loads from packages. */
export async function fixtureProject(name: string): Promise<FixtureProject> {
  const projectDir = await mkdtemp(join(tmpdir(), `framelane-fixture-${name}-`));
  await cp(repository(`tests/fixtures/${name}`), projectDir, { recursive: true });
  for (const { from, to } of VENDOR_FILES[name] ?? []) {
    await cp(repository(`node_modules/${from}`), join(projectDir, to));
  }
  return { projectDir, remove: () => rm(projectDir, { recursive: true, force: true }) };
}
