import { Tooltip } from 'radix-ui';
import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import styles from './controls.module.css';

/** Where tooltips are put: an open sheet lies above everything else, so its tooltips must lie inside it. */
export const HintContainer = createContext<HTMLElement | null>(null);

/** A tooltip on hover and focus. Its text must not be the only place where something is said. */
export function Hint({ text, children }: { readonly text: ReactNode; readonly children: ReactElement }) {
  const container = useContext(HintContainer);
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal container={container}>
        <Tooltip.Content className={styles.tooltip} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export function HintProvider({ children }: { readonly children: ReactNode }) {
  return <Tooltip.Provider delayDuration={350}>{children}</Tooltip.Provider>;
}
