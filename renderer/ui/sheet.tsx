import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.js';
import { cx } from './cx.js';
import { HintContainer } from './hint.js';
import styles from './panels.module.css';

/** A dialog over the screen: the browser keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Without a head: the title is only for screen readers. */
  readonly bare?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const [element, setElement] = useState<HTMLDialogElement | null>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    setElement(dialog);
    return () => dialog.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is on the backdrop
    <dialog
      ref={ref}
      aria-label={props.title}
      className={cx(styles.sheet, props.wide && styles.wide, props.bare && styles.top)}
      onClose={props.onClose}
      onClick={(event) => event.target === ref.current && props.onClose()}
    >
      <HintContainer value={element}>
        {props.bare ? (
          props.children
        ) : (
          <>
            <header className={styles.sheetHead}>
              <h2>{props.title}</h2>
              <Button look="ghost" aria-label="Close" icon={<X />} onClick={props.onClose} />
            </header>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs focus from the keyboard */}
            <div className={styles.sheetBody} tabIndex={0}>
              {props.children}
            </div>
          </>
        )}
      </HintContainer>
    </dialog>
  );
}
