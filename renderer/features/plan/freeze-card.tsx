import { Snowflake } from 'lucide-react';
import type { Project } from '../../../src/contract/index.js';
import { useModel, useProject } from '../../state/context.js';
import { freezeProject } from '../../state/project-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { formatBytes, formatShare, plural, shortHash } from '../../ui/format.js';
import { CommandLine, Facts, Panel, Spinner } from '../../ui/panels.js';
import { FailureView } from '../errors/error-card.js';
import styles from './plan.module.css';

/** Largest plan that Framelane makes unless a configuration says otherwise, bytes (`planDirSizeLimitBytes`). */
const PLAN_LIMIT_BYTES = 2 * 1024 ** 3;

/** A plan as a folder with a hash: what a farm renders from, and what proves that nothing has changed. */
export function FreezeCard({ project }: { readonly project: Project }) {
  const model = useModel();
  const { frozen, freezing, freezeFailure } = useProject((state) => state.freeze);
  return (
    <Panel
      title="Frozen plan"
      actions={
        freezing ? (
          <Spinner label="Freezing" />
        ) : (
          <Button
            icon={<Snowflake />}
            refused={
              project.trust === 'trusted' ? null : 'The project is restricted: its scripts do not run.'
            }
            onClick={() => void freezeProject(model)}
          >
            {frozen === null ? 'Freeze plan' : 'Freeze again'}
          </Button>
        )
      }
    >
      {freezeFailure !== null && <FailureView failure={freezeFailure} />}
      {frozen === null ? (
        <p className={styles.sentence}>
          {freezing
            ? 'Reading the composition and copying what it needs…'
            : 'Freezing puts files, settings and tools under one hash, in a folder from which any machine with the same tools renders chunks. A render freezes its plan by itself.'}
        </p>
      ) : (
        <>
          <div className={`${styles.why} num`}>
            <b title={frozen.planHash}>{shortHash(frozen.planHash)}</b>
            <span>plan hash</span>
          </div>
          {frozen.isStale && (
            <p className={styles.sentence}>
              The settings were changed since: freezing again gives another hash.
            </p>
          )}
          <Facts
            rows={[
              ['Hash', <code key="h">{frozen.planHash}</code>],
              [
                'Size',
                `${formatBytes(frozen.sizeBytes)}, ${formatShare(frozen.sizeBytes / PLAN_LIMIT_BYTES)} of the limit of 2 GiB`,
              ],
              ['Holds', `${plural(frozen.chunkCount, 'chunk')}, ${plural(frozen.fileCount, 'file')}`],
              ['Folder', cleanText(frozen.displayPath, 300)],
            ]}
          />
          <CommandLine text={frozen.cli} what="the command of the first chunk" />
        </>
      )}
    </Panel>
  );
}
