import { BrowserWindow, Notification } from 'electron';
import type { Note } from '../ipc/shell-api.js';

/** Control and direction characters: a composition's title must not rewrite the system's notice. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Notices on screen. One that nothing holds would be collected, and its click lost. */
const shown = new Set<Notification>();

/**
 * Shows a notice and lets the window's button blink, unless a window has the focus: then the page says it.
 * @param onClick brings the run to the front.
 */
export function notify({ title, body }: Note, window: BrowserWindow | null, onClick: () => void): void {
  if (BrowserWindow.getFocusedWindow() !== null) return;
  window?.flashFrame(true);
  if (!Notification.isSupported()) return;
  const note = new Notification({ title: clean(title), body: clean(body) });
  shown.add(note);
  note.on('click', () => {
    shown.delete(note);
    onClick();
  });
  note.on('close', () => shown.delete(note));
  note.on('failed', () => shown.delete(note));
  note.show();
}

function clean(text: string): string {
  return text.replace(UNSAFE, ' ');
}
