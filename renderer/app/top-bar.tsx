import { ChevronRight, Search, ShieldAlert, ShieldCheck } from 'lucide-react';
import iconUrl from '../icon.svg';
import { useModel, useProject } from '../state/context.js';
import { openSheet } from '../state/ui-actions.js';
import { Button } from '../ui/button.js';
import { cleanText } from '../ui/clean-text.js';
import { Keys } from '../ui/kbd.js';
import styles from './shell.module.css';

export function TopBar() {
  const model = useModel();
  const project = useProject((state) => state.project);
  return (
    <header className={styles.top}>
      <h1 className={styles.brand}>
        <img src={iconUrl} alt="" />
        Framelane
      </h1>
      {project !== null && (
        <div className={styles.crumb}>
          <ChevronRight size={14} aria-hidden />
          <strong>{cleanText(project.name, 80)}</strong>
          <span className={styles.path}>{cleanText(project.displayPath, 200)}</span>
        </div>
      )}
      <div className={styles.grow} />
      {project !== null && (
        <Button
          look="ghost"
          icon={project.trust === 'trusted' ? <ShieldCheck /> : <ShieldAlert />}
          onClick={() => openSheet(model, 'trust')}
          hint={
            project.trust === 'trusted'
              ? 'This folder may plan and render. Review or revoke.'
              : 'Nothing of this folder runs. Review what trusting means.'
          }
        >
          {project.trust === 'trusted' ? 'Trusted' : 'Restricted'}
        </Button>
      )}
      <button type="button" className={styles.search} onClick={() => openSheet(model, 'palette')}>
        <Search aria-hidden />
        <span>Search commands</span>
        <Keys keys="Mod+K" />
      </button>
    </header>
  );
}
