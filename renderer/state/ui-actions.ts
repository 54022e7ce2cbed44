import type { Failure } from './failure.js';
import type { Model } from './model.js';
import type { SheetName, Toast, View } from './stores.js';

let nextToastId = 1;

/** Shows a short message that goes away by itself. Finishing is told this way, never by a dialog. */
export function showToast(model: Model, toast: Omit<Toast, 'id'>): void {
  const id = nextToastId++;
  model.ui.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...toast, id }] }));
}

export function dismissToast(model: Model, id: number): void {
  model.ui.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function goTo(model: Model, view: View): void {
  model.ui.setState({ view, sheet: null });
}

export function openSheet(model: Model, sheet: SheetName): void {
  model.ui.setState({ sheet });
}

export function closeSheet(model: Model): void {
  model.ui.setState({ sheet: null, sheetFailure: null });
}

/** Shows a failed action as an error card over the screen. */
export function showFailure(model: Model, failure: Failure): void {
  if (failure.kind === 'disconnected') {
    showToast(model, { tone: 'fail', title: 'Not connected', body: failure.message });
    return;
  }
  model.ui.setState({ sheet: 'error', sheetFailure: failure });
}

/** Copies text and says so. */
export async function copyText(model: Model, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(model, { tone: 'ok', title: `${what} copied` });
  } catch {
    showToast(model, { tone: 'fail', title: 'The clipboard is not available in this window' });
  }
}
