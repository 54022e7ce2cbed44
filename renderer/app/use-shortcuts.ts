import { useEffect } from 'react';
import { useModel } from '../state/context.js';
import { isSingleKey, matchesKeys } from '../state/shortcuts.js';
import { isMac } from '../ui/kbd.js';
import { COMMANDS, keysFor } from './commands.js';

const TEXT_INPUTS = new Set(['text', 'search', 'number', 'password', 'url', 'email']);

/** Runs commands on their keys. In text fields only shortcuts with a modifier act; under a sheet, none. */
export function useShortcuts(): void {
  const model = useModel();
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { settings } = model.engine.getState();
      const { sheet, view } = model.ui.getState();
      if (sheet !== null) return;
      const typing = isTyping(event.target);
      for (const command of COMMANDS) {
        const keys = keysFor(command, settings?.shortcuts ?? {});
        if (keys === null || !matchesKeys(event, keys, mac)) continue;
        if (command.context === 'run' && (view !== 'run' || typing)) continue;
        if (isSingleKey(keys) && (typing || settings?.singleKeyShortcuts === false)) continue;
        event.preventDefault();
        if ((command.refuse?.(model) ?? null) === null) command.run(model);
        return;
      }
      if (event.key === 'F6') {
        event.preventDefault();
        focusNextPanel(event.shiftKey ? -1 : 1);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [model]);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** F6: the next region that is marked as a panel. */
function focusNextPanel(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')].filter(
    (panel) => panel.offsetParent !== null,
  );
  if (panels.length === 0) return;
  const current = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels[(current + step + panels.length) % panels.length];
  const inside = next?.querySelector<HTMLElement>(
    '[tabindex="0"], button:not([tabindex="-1"]), input, select, a[href]',
  );
  (inside ?? next)?.focus();
}
