import { Box, FileCode2, Globe, HardDrive, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEngine, useModel, useProject } from '../../state/context.js';
import { setTrust } from '../../state/project-actions.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { cx } from '../../ui/cx.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './trust.module.css';

/** What trusting a folder means, in plain words, and whether the browser's sandbox is on. */
export function TrustSheet() {
  const model = useModel();
  const project = useProject((state) => state.project);
  const sandbox = useEngine((state) => state.info?.sandbox);
  if (project === null) return null;
  const trusted = project.trust === 'trusted';
  return (
    <Sheet
      title={trusted ? 'This folder is trusted' : 'Trust this folder?'}
      onClose={() => closeSheet(model)}
    >
      <div className={styles.body}>
        <p className={styles.path}>
          <strong>{cleanText(project.name, 120)}</strong>
          <br />
          <code>{cleanText(project.displayPath, 400)}</code>
        </p>
        <p>A composition is a program. Trusting this folder allows three things:</p>
        <ul className={styles.lines}>
          <li>
            <FileCode2 aria-hidden />
            <span>Its scripts run in headless browsers of their own, with an empty profile.</span>
          </li>
          <li>
            <HardDrive aria-hidden />
            <span>
              They read files of this folder, and no others. Rendering writes into your output folder.
            </span>
          </li>
          <li>
            <Globe aria-hidden />
            <span>They get no network while rendering, no permissions, no pop-ups and no downloads.</span>
          </li>
        </ul>
        <Sandbox on={sandbox} />
        <div className={styles.actions}>
          {trusted ? (
            <>
              <Button look="danger" onClick={() => void setTrust(model, 'restricted')}>
                Restrict again
              </Button>
              <Button look="primary" onClick={() => closeSheet(model)}>
                Keep trusting
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => closeSheet(model)}>Stay restricted</Button>
              <Button look="primary" onClick={() => void setTrust(model, 'trusted')}>
                Trust folder
              </Button>
            </>
          )}
        </div>
      </div>
    </Sheet>
  );
}

function Sandbox({ on }: { readonly on: boolean | undefined }) {
  if (on === undefined) {
    return (
      <div className={cx(styles.sandbox, styles.off)}>
        <Box aria-hidden />
        <span>Whether the browser’s sandbox is on is not known yet.</span>
      </div>
    );
  }
  return on ? (
    <div className={cx(styles.sandbox, styles.on)}>
      <ShieldCheck aria-hidden />
      <span>
        <strong>The browser’s sandbox is on.</strong> A fault in the browser alone does not reach your files.
      </span>
    </div>
  ) : (
    <div className={cx(styles.sandbox, styles.off)}>
      <ShieldAlert aria-hidden />
      <span>
        <strong>The browser’s sandbox is off on this system.</strong> Trust only what you or people you know
        wrote, or run Framelane as a normal user, in a container or a virtual machine.
      </span>
    </div>
  );
}
