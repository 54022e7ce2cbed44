import { BrowserWindow, Notification } from 'electron';
import type { Note } from '../ipc/shell-api.js';

/** Control and direction characters: a composition's title must not rewrite the system's notice. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Shows a notice, unless a window has the focus: then the page says it. @param onClick brings the run to the front. */
export function notify({ title, body }: Note, onClick: () => void): void {
  if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
  const note = new Notification({ title: clean(title), body: clean(body) });
  note.on('click', onClick);
  note.show();
}

function clean(text: string): string {
  return text.replace(UNSAFE, ' ');
}
