import { RenderError } from '../errors/index.js';

/**
 * Refuses what would not fit into a plan, before it is copied.
 * @throws PLAN_TOO_LARGE, with the five biggest files.
 */
export function assertPlanSize(
  files: readonly { readonly path: string; readonly sizeBytes: number }[],
  limitBytes: number,
): void {
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (totalBytes <= limitBytes) return;
  const biggest = [...files]
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 5)
    .map(({ path, sizeBytes }) => ({ path, sizeBytes }));
  const listed = biggest.map(({ path, sizeBytes }) => `${path} (${inMebibytes(sizeBytes)})`).join(', ');
  throw new RenderError(
    'PLAN_TOO_LARGE',
    `The plan would take ${inMebibytes(totalBytes)}, and planDirSizeLimitBytes allows ${inMebibytes(limitBytes)}. The biggest files: ${listed}.`,
    {
      totalBytes,
      limitBytes,
      biggest,
      field: 'planDirSizeLimitBytes',
      fix: 'Make these files smaller, move what the composition does not use out of the project folder, or raise planDirSizeLimitBytes.',
    },
  );
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 2 : 0)} MiB`;
}
