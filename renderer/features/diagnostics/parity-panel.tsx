import type { DoctorReport } from '../../../src/contract/index.js';
import type { Family } from '../../state/chunk-state.js';
import { useProject, useRun } from '../../state/context.js';
import { cleanText } from '../../ui/clean-text.js';
import { Chip, Panel } from '../../ui/panels.js';
import styles from './diagnostics.module.css';
import { MatrixTable } from './matrix-table.js';
import { judgeParity, PARITY_WORDS, type ParityLevel } from './parity.js';

const FAMILIES: Readonly<Record<ParityLevel, Family>> = { bytes: 'ok', psnr: 'attention', none: 'fail' };
const SHORT: Readonly<Record<ParityLevel, string>> = { bytes: 'bytes', psnr: 'PSNR', none: 'differs' };

/** Whether chunks of this machine and of a worker elsewhere can be compared, and by what. */
export function ParityPanel({ machine }: { readonly machine: DoctorReport }) {
  const plan = useRun((state) => state.snapshot?.plan ?? null);
  const sample = useProject((state) => state.sample);
  const parity = judgeParity({ machine, plan, sample });
  return (
    <Panel
      title="Parity with workers elsewhere"
      bodyClassName={styles.flush}
      actions={<Chip family={FAMILIES[parity.level]}>{PARITY_WORDS[parity.level]}</Chip>}
    >
      <MatrixTable
        label="Parity"
        columns={['What', 'Here', plan === null ? 'A Linux worker' : 'The plan of this run', 'Comparable by']}
      >
        {parity.rows.map((row) => (
          <tr key={row.what}>
            <td>{row.what}</td>
            <td data-differs={row.level !== 'bytes'}>{cleanText(row.here, 200)}</td>
            <td>{cleanText(row.there, 200)}</td>
            <td>
              <Chip family={FAMILIES[row.level]}>{SHORT[row.level]}</Chip>
            </td>
          </tr>
        ))}
      </MatrixTable>
    </Panel>
  );
}
