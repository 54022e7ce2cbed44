import { PLAN_PATHS } from '../../contract/index.js';

interface SizedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** Puts the frames of each film together, so that a plan that is too large names the film and not five of its frames. Pure. */
export function groupFrames(files: readonly SizedFile[]): SizedFile[] {
  const others: SizedFile[] = [];
  const films = new Map<string, { count: number; sizeBytes: number }>();
  for (const file of files) {
    const [top, name] = file.path.split('/');
    if (top !== PLAN_PATHS.videoFrames || name === undefined) {
      others.push(file);
      continue;
    }
    const film = films.get(name) ?? { count: 0, sizeBytes: 0 };
    films.set(name, { count: film.count + 1, sizeBytes: film.sizeBytes + file.sizeBytes });
  }
  const grouped = [...films].map(([name, { count, sizeBytes }]) => ({
    path: `the ${count} frames of ${name} in ${PLAN_PATHS.videoFrames}/${name}`,
    sizeBytes,
  }));
  return [...others, ...grouped];
}
