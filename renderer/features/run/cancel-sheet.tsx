import { useModel, useRun } from '../../state/context.js';
import { commandRun } from '../../state/run-actions.js';
import { isChunkGood, refuseCancel } from '../../state/run-facts.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { plural } from '../../ui/format.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './run.module.css';

/** Asked before a run that has worked for a while is stopped: what is kept, and what is not. */
export function CancelSheet() {
  const model = useModel();
  const snapshot = useRun((state) => state.snapshot);
  if (snapshot === null) return null;
  const kept = snapshot.chunks.filter(isChunkGood).length;
  return (
    <Sheet title="Stop this run?" onClose={() => closeSheet(model)}>
      <div className={styles.stack}>
        <p>
          {kept} of {plural(snapshot.chunks.length, 'chunk')} are done and are kept. What the others have
          captured so far is rendered again when you resume.
        </p>
        <div className={styles.sheetActions}>
          <Button onClick={() => closeSheet(model)}>Keep rendering</Button>
          <Button
            look="danger"
            refused={refuseCancel(snapshot)}
            onClick={() => {
              closeSheet(model);
              void commandRun(model, 'run.cancel');
            }}
          >
            Stop now
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
