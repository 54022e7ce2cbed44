import { FileVideo, FolderX, X } from 'lucide-react';
import type { RecentProject } from '../../../src/contract/index.js';
import { useEngine, useModel, useNow } from '../../state/context.js';
import { refreshRecent } from '../../state/engine-actions.js';
import { chooseProject, openProject } from '../../state/project-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { cx } from '../../ui/cx.js';
import { formatWhen } from '../../ui/format.js';
import { Skeleton } from '../../ui/panels.js';
import styles from './home.module.css';

const SHOWN = 6;

export function RecentProjects() {
  const recent = useEngine((state) => state.recent);
  const now = useNow(30_000);
  if (recent === null) return <Skeleton className={styles.skeletonRow} />;
  if (recent.length === 0) {
    return <p className={cx(styles.list, styles.empty)}>Projects you open are listed here.</p>;
  }
  return (
    <ul className={styles.list}>
      {recent.slice(0, SHOWN).map((project) => (
        <RecentRow key={project.projectId} project={project} now={now} />
      ))}
    </ul>
  );
}

function RecentRow({ project, now }: { readonly project: RecentProject; readonly now: number }) {
  const model = useModel();
  const { projectId } = project;
  const open = () =>
    project.missing
      ? void chooseProject(model)
      : void openProject(model, () => model.client.request('project.reopen', { projectId }));
  const forget = async () => {
    await model.client.request('projects.forget', { projectId }).catch(() => undefined);
    await refreshRecent(model);
  };
  const Icon = project.missing ? FolderX : FileVideo;
  return (
    <li className={cx(styles.row, project.missing && styles.missing)}>
      <button type="button" className={styles.rowMain} onClick={open}>
        <Icon aria-hidden />
        <span className={styles.rowText}>
          <strong>{cleanText(project.name, 120)}</strong>
          <span>{cleanText(project.displayPath, 300)}</span>
        </span>
        <span className={styles.when}>
          {project.missing ? 'Missing. Locate…' : formatWhen(project.openedAtMs, now)}
        </span>
      </button>
      <Button
        look="ghost"
        hint={`Remove ${project.name} from this list`}
        icon={<X />}
        onClick={() => void forget()}
      />
    </li>
  );
}
