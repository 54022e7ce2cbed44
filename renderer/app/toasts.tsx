import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useModel, useUi } from '../state/context.js';
import { dismissToast } from '../state/ui-actions.js';
import { Button } from '../ui/button.js';
import { cleanText } from '../ui/clean-text.js';
import styles from './shell.module.css';

const ICONS = { ok: CircleCheck, info: Info, fail: CircleAlert } as const;

export function Toasts() {
  const model = useModel();
  const toasts = useUi((state) => state.toasts);
  return (
    <Toast.Provider duration={6000} swipeDirection="right">
      {toasts.map((toast) => {
        const Icon = ICONS[toast.tone];
        return (
          <Toast.Root
            key={toast.id}
            className={styles.toast}
            data-tone={toast.tone}
            onOpenChange={(open) => !open && dismissToast(model, toast.id)}
          >
            <Icon aria-hidden />
            <Toast.Title className={styles.toastTitle}>{toast.title}</Toast.Title>
            <Toast.Close asChild>
              <Button look="ghost" aria-label="Dismiss" icon={<X />} />
            </Toast.Close>
            {toast.body !== undefined && toast.body !== '' && (
              <Toast.Description className={styles.toastBody}>{cleanText(toast.body, 300)}</Toast.Description>
            )}
          </Toast.Root>
        );
      })}
      <Toast.Viewport className={styles.toasts} label="Messages ({hotkey})" />
    </Toast.Provider>
  );
}
