import { ArrowUp, Clapperboard, FileCode2, Folder } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FolderListing } from '../../../src/contract/index.js';
import { useModel } from '../../state/context.js';
import { type Failure, toFailure } from '../../state/failure.js';
import { openProject } from '../../state/project-actions.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { cx } from '../../ui/cx.js';
import { TextInput } from '../../ui/fields.js';
import { Sheet } from '../../ui/sheet.js';
import { FailureView } from '../errors/error-card.js';
import styles from './home.module.css';

/** Browser shell: the folders of the machine that the engine runs on. */
export function FolderPicker() {
  const model = useModel();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const lastAsked = useRef(0);
  const isTyping = useRef(false);

  const go = async (path: string | null) => {
    const asked = ++lastAsked.current;
    try {
      const next = await model.client.request('folders.list', { path });
      // A slow answer must not replace what was asked for after it, nor the field in which somebody is: a path that is
      // pasted the moment after would land behind it.
      if (asked !== lastAsked.current) return;
      setListing(next);
      if (path !== null || !isTyping.current) setTyped(next.path);
      setFailure(null);
      list.current?.scrollTo(0, 0);
    } catch (error) {
      if (asked === lastAsked.current) setFailure(toFailure(error));
    }
  };
  useEffect(() => void go(null), []);

  const open = (path: string) => {
    closeSheet(model);
    void openProject(model, () => model.client.request('project.open-path', { path }));
  };
  const separator = listing?.path.includes('\\') ? '\\' : '/';
  const join = (name: string) =>
    listing === null ? name : `${listing.path.replace(/[\\/]$/, '')}${separator}${name}`;

  return (
    <Sheet title="Open a composition" wide onClose={() => closeSheet(model)}>
      <div className={styles.folders}>
        <form
          className={styles.folderPath}
          onSubmit={(event) => {
            event.preventDefault();
            void go(typed);
          }}
        >
          <Button
            icon={<ArrowUp />}
            hint="Folder above"
            refused={listing !== null && listing.parent === null ? 'This is the top folder.' : null}
            onClick={() => void go(listing?.parent ?? null)}
          />
          <TextInput
            aria-label="Folder"
            value={typed}
            onFocus={() => {
              isTyping.current = true;
            }}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit">Go</Button>
        </form>
        <p className={styles.folderHint}>
          A browser does not tell where a dropped folder is: choose it here.
        </p>
        {failure !== null && <FailureView failure={failure} />}
        <div className={styles.folderList} ref={list}>
          {listing?.entries.length === 0 && <p className={styles.empty}>No folders or .html files here.</p>}
          {listing?.entries.map((entry) => {
            const Icon = entry.kind === 'html' ? FileCode2 : entry.isComposition ? Clapperboard : Folder;
            const isTarget = entry.kind === 'html' || entry.isComposition;
            return (
              <button
                key={entry.name}
                type="button"
                className={cx(styles.folderItem, isTarget && styles.composition)}
                onClick={() => (isTarget ? open(join(entry.name)) : void go(join(entry.name)))}
              >
                <Icon aria-hidden />
                <span>{cleanText(entry.name, 200)}</span>
                {isTarget && <small>{entry.kind === 'html' ? 'HTML file' : 'Composition'}</small>}
              </button>
            );
          })}
        </div>
      </div>
    </Sheet>
  );
}
