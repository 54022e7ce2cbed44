import canonicalize from 'canonicalize';
import type { PlanJson } from '../contract/index.js';
import { sha256Of } from '../files/index.js';

/**
 * The hash of a plan: sha256 over the canonical JSON (RFC 8785) of everything in `plan.json` but the hash itself.
 * `meta` holds the digests of the meta files, and `meta/assets.json` those of every asset, so the hash covers each byte
 * of the plan, the settings and the identities of the tools.
 */
export function hashOfPlan(plan: Omit<PlanJson, 'planHash'>): string {
  const { protocol, tools, runtimeEnv, counts, audioPath, meta } = plan;
  return sha256Of(canonicalize({ protocol, tools, runtimeEnv, counts, audioPath, meta }) ?? '');
}
