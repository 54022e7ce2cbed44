import type { Plan, PlanAssetJson } from '../contract/index.js';

/**
 * Why two plans have different hashes: one line per field and per asset that differs, `a → b`. Empty when they are the
 * same plan.
 */
export function explainPlanDifference(a: Plan, b: Plan): string[] {
  return [
    ...(['tools', 'runtimeEnv', 'audioPath'] as const).flatMap((part) =>
      differences(part, a.plan[part], b.plan[part]),
    ),
    ...(['composition', 'encoder', 'chunks', 'videos'] as const).flatMap((part) =>
      differences(part, a[part], b[part]),
    ),
    ...assetDifferences(a.assets, b.assets),
  ];
}

function differences(path: string, a: unknown, b: unknown): string[] {
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(`${path}.${key}`, a[key], b[key]));
  }
  const [before, after] = [asText(a), asText(b)];
  return before === after ? [] : [`${path}: ${before} → ${after}`];
}

function assetDifferences(a: readonly PlanAssetJson[], b: readonly PlanAssetJson[]): string[] {
  const before = new Map(a.map((asset) => [asset.path, asset]));
  const after = new Map(b.map((asset) => [asset.path, asset]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old === undefined) return [`asset ${path}: only in the second plan`];
    if (now === undefined) return [`asset ${path}: only in the first plan`];
    if (old.sha256 === now.sha256) return differences(`asset ${path}: neededBy`, old.neededBy, now.neededBy);
    return [`asset ${path}: changed (${describe(old)} → ${describe(now)})`];
  });
}

function describe(asset: PlanAssetJson): string {
  return `${asset.sizeBytes} bytes, sha256 ${asset.sha256.slice(0, 12)}…`;
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? 'absent';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
