import { useEngine, useModel } from '../../state/context.js';
import { openProject } from '../../state/project-actions.js';
import { formatMediaDuration } from '../../ui/format.js';
import { Skeleton } from '../../ui/panels.js';
import styles from './home.module.css';

export function Samples() {
  const model = useModel();
  const samples = useEngine((state) => state.samples);
  if (samples === null) {
    return (
      <div className={styles.samples}>
        {[1, 2, 3, 4].map((card) => (
          <Skeleton key={card} className={styles.skeletonCard} />
        ))}
      </div>
    );
  }
  return (
    <div className={styles.samples}>
      {samples.map((sample) => (
        <button
          key={sample.sampleId}
          type="button"
          className={styles.sample}
          onClick={() =>
            void openProject(model, () => model.client.request('samples.open', { sampleId: sample.sampleId }))
          }
        >
          <Poster seed={sample.sampleId} />
          <span className={styles.sampleText}>
            <strong>{sample.name}</strong>
            <span>{sample.description}</span>
            <small className="num">
              {formatMediaDuration(sample.durationSec)} · {sample.widthPx}×{sample.heightPx}
            </small>
          </span>
        </button>
      ))}
    </div>
  );
}

const FILLS = ['var(--active)', 'var(--ok)', 'var(--neutral)', 'var(--attention)'] as const;

/** A picture of lanes that is always the same for the same name. */
function Poster({ seed }: { readonly seed: string }) {
  let state = 7;
  for (const char of seed) state = (state * 31 + char.charCodeAt(0)) % 233_280;
  const next = () => {
    state = (state * 9301 + 49_297) % 233_280;
    return state / 233_280;
  };
  const bars = [0, 1, 2, 3].flatMap((lane) => {
    const items = [];
    let x = 14 + next() * 34;
    while (x < 180) {
      const width = 16 + next() * 44;
      items.push(
        <rect
          key={`${lane}-${x}`}
          x={x}
          y={14 + lane * 15}
          width={Math.min(width, 196 - x)}
          height={9}
          rx={2}
          fill={FILLS[Math.floor(next() * FILLS.length)]}
          opacity={0.35 + next() * 0.6}
        />,
      );
      x += width + 3 + (next() > 0.7 ? 18 : 0);
    }
    return items;
  });
  return (
    <svg className={styles.poster} viewBox="0 0 210 84" preserveAspectRatio="xMidYMid slice" aria-hidden>
      {bars}
    </svg>
  );
}
