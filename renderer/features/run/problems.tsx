import { CircleCheck } from 'lucide-react';
import type { RunSnapshot } from '../../../src/contract/index.js';
import type { ErrorData } from '../../../src/errors/index.js';
import { judgeWebgl } from '../../state/webgl-verdict.js';
import { cleanText } from '../../ui/clean-text.js';
import { plural } from '../../ui/format.js';
import { Empty } from '../../ui/panels.js';
import { ErrorCardView } from '../errors/error-card.js';
import styles from './run.module.css';

interface Problem {
  readonly key: string;
  readonly error: ErrorData | null;
  readonly text: string;
}

/** What somebody should look at: errors of the run and of chunks, retried attempts, warnings, unexpected drawing. */
export function problemsOf(snapshot: RunSnapshot): readonly Problem[] {
  const problems: Problem[] = [];
  if (snapshot.error !== null) problems.push({ key: 'run', error: snapshot.error, text: '' });
  for (const chunk of snapshot.chunks) {
    const known = snapshot.error?.details.chunkIndex === chunk.index;
    if (chunk.error !== null && !known)
      problems.push({ key: `c${chunk.index}`, error: chunk.error, text: '' });
  }
  for (const chunk of snapshot.chunks) {
    for (const { attempt, error } of chunk.attempts) {
      if (error === null || chunk.error !== null) continue;
      problems.push({
        key: `a${chunk.index}.${attempt}`,
        error: null,
        text: `Chunk ${chunk.index}, attempt ${attempt}: ${error.code}. ${cleanText(error.message, 300)}`,
      });
    }
  }
  for (const { workerId, webgl } of snapshot.workers) {
    if (webgl === null || judgeWebgl(webgl).kind === 'expected') continue;
    problems.push({
      key: `w${workerId}`,
      error: null,
      text: `Worker W${workerId + 1} draws with ${cleanText(webgl.renderer, 200)}. ${judgeWebgl(webgl).sentence}`,
    });
  }
  for (const warning of snapshot.plan?.warnings ?? []) {
    problems.push({ key: warning, error: null, text: cleanText(warning, 600) });
  }
  return problems;
}

export function Problems({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const problems = problemsOf(snapshot);
  if (problems.length === 0) {
    return (
      <Empty
        icon={<CircleCheck aria-hidden />}
        title={`No problems in ${plural(snapshot.chunks.length, 'chunk')}`}
      />
    );
  }
  return (
    <div className={styles.pad}>
      <ul className={styles.stack}>
        {problems.map((problem) => (
          <li key={problem.key}>
            {problem.error === null ? <p>{problem.text}</p> : <ErrorCardView error={problem.error} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
