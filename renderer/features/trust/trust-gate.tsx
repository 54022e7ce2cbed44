import { ShieldAlert } from 'lucide-react';
import { useModel, useProject } from '../../state/context.js';
import { setTrust } from '../../state/project-actions.js';
import { openSheet } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import styles from './trust.module.css';

/** Over the plan of a folder that was not trusted yet: says that nothing runs, and what to do. */
export function TrustGate() {
  const model = useModel();
  const project = useProject((state) => state.project);
  if (project === null || project.trust === 'trusted') return null;
  return (
    <section className={styles.gate} aria-label="Trust" data-panel>
      <ShieldAlert aria-hidden />
      <div>
        <strong>Restricted: nothing of this folder runs</strong>
        <p>You see what its markup says. Measuring and rendering run its scripts, which needs your trust.</p>
      </div>
      <Button onClick={() => openSheet(model, 'trust')}>Review…</Button>
      <Button look="primary" onClick={() => void setTrust(model, 'trusted')}>
        Trust folder
      </Button>
    </section>
  );
}
