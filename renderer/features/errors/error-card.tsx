import { CircleStop, CircleX } from 'lucide-react';
import { useId } from 'react';
import type { ErrorData } from '../../../src/errors/index.js';
import { useModel } from '../../state/context.js';
import type { Failure } from '../../state/failure.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { Facts } from '../../ui/panels.js';
import { runErrorAction } from './actions.js';
import { ACTION_LABELS } from './card-types.js';
import { cardOf, factsOf } from './catalogue.js';
import styles from './errors.module.css';

const STDERR_LINES = 12;

/** What happened, why, the fact that proves it, and what to do: for every code the same layout. */
export function ErrorCardView({ error }: { readonly error: ErrorData }) {
  const model = useModel();
  const titleId = useId();
  const card = cardOf(error);
  const facts = factsOf(error);
  const stopped = error.code === 'CANCELLED';
  const Icon = stopped ? CircleStop : CircleX;
  const secondary = card.secondary.filter(
    (id) => id !== 'copy-command' || error.details.command !== undefined,
  );
  return (
    <article
      className={styles.card}
      data-tone={stopped ? 'neutral' : 'fail'}
      data-error-code={error.code}
      aria-labelledby={titleId}
    >
      <Icon aria-hidden />
      <h3 className={styles.title} id={titleId}>
        {card.title}
      </h3>
      <p className={styles.cause}>{card.cause}</p>
      <p className={styles.message}>{cleanText(error.message, 1200)}</p>
      {error.details.fix !== undefined && (
        <p className={styles.fix}>
          <strong>What to do: </strong>
          {cleanText(error.details.fix, 600)}
        </p>
      )}
      {facts.length > 0 && (
        <div className={styles.facts}>
          <Facts rows={facts.map(([name, value]) => [name, cleanText(value, 400)])} />
        </div>
      )}
      {error.details.stderrTail !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs focus from the keyboard
        <pre className={styles.stderr} tabIndex={0}>
          {cleanText(error.details.stderrTail.split('\n').slice(-STDERR_LINES).join('\n'))}
        </pre>
      )}
      <div className={styles.actions}>
        <Button look="primary" onClick={() => runErrorAction(model, card.primary, error)}>
          {ACTION_LABELS[card.primary]}
        </Button>
        {secondary.map((id) => (
          <Button key={id} onClick={() => runErrorAction(model, id, error)}>
            {ACTION_LABELS[id]}
          </Button>
        ))}
      </div>
      <details className={styles.more}>
        <summary>
          More: <code>{error.code}</code>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs focus from the keyboard */}
        <pre className={styles.stderr} tabIndex={0}>
          {cleanText(JSON.stringify(error.details, null, 2))}
          {error.stack === undefined ? '' : `\n\n${cleanText(error.stack)}`}
        </pre>
      </details>
      <p className={styles.cloud}>
        <strong>In the cloud: </strong>
        {card.cloud.line}
      </p>
    </article>
  );
}

export function FailureView({ failure }: { readonly failure: Failure }) {
  if (failure.kind === 'error') return <ErrorCardView error={failure.error} />;
  return (
    <article className={styles.card} data-tone="neutral">
      <CircleStop aria-hidden />
      <h3 className={styles.title}>The engine did not answer</h3>
      <p className={styles.cause}>{failure.message} It is asked again when the connection is back.</p>
    </article>
  );
}
