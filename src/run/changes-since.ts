import type { Plan } from '../contract/index.js';
import { explainPlanDifference } from '../plan/explain-plan-difference.js';

/**
 * What makes the frames of a run's plan others than those of the same plan made today, one line each. Not how they are cut: that
 * may follow a measurement or the cores of the machine, and the run's own cut is as good as today's. (Whether the run
 * was asked for other chunks is compared with its settings.) Pure.
 */
export function changesSince(frozen: Plan, now: Plan): string[] {
  if (frozen.plan.planHash === now.plan.planHash) return [];
  return explainPlanDifference(frozen, now).filter((difference) => !followsTheCut(difference));
}

function followsTheCut(difference: string): boolean {
  const [field = ''] = difference.split(': ', 1);
  return (
    field.startsWith('chunks.') || field === 'encoder.gopFrames' || /^asset .*: neededBy/.test(difference)
  );
}
