import type { Finding } from '../contract/index.js';
import type { RenderError } from '../errors/index.js';

/** What a check says: its status, what was found, and what to do when that is not good. */
export interface Verdict {
  readonly status: Finding['status'];
  readonly detail: string;
  /** Dropped when the status is `ok`. */
  readonly fix: string;
}

/** A finding of one group; only what is not good has a fix. */
export function toFinding(
  group: Finding['group'],
  id: string,
  title: string,
  { status, detail, fix }: Verdict,
): Finding {
  return { id, group, title, status, detail, fix: status === 'ok' ? null : fix };
}

/** An error as a finding: its message says what is wrong, `details.fix` what to do. */
export function toFailure(group: Finding['group'], id: string, title: string, error: RenderError): Finding {
  const fix = error.details.fix ?? 'Run "framelane setup".';
  const detail = `${error.code}: ${error.message.replace(fix, '').trim()}`;
  return toFinding(group, id, title, { status: 'fail', detail, fix });
}

/** The worst status among findings: what the whole report says. */
export function worstOf(findings: readonly Finding[]): Finding['status'] {
  const has = (status: Finding['status']) => findings.some((finding) => finding.status === status);
  return has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok';
}
