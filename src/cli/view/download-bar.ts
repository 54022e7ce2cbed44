import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.js';
import { size } from './phrases.js';

/** Shows how far a download is: a bar in a terminal, nothing where there is none. */
export interface DownloadBar {
  update(doneBytes: number, totalBytes: number): void;
  /** Takes the bar away; the next update brings it back. */
  close(): void;
}

export function createDownloadBar(terminal: Terminal): DownloadBar {
  if (terminal.stderr.isTTY !== true) return { update() {}, close() {} };
  const bar = new SingleBar({
    stream: terminal.stderr,
    format: `  ${terminal.paintErr('accent', '{bar}')} {percentage}%  {done} of {all}  {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 28,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  let started = false;
  return {
    update(doneBytes, totalBytes) {
      if (totalBytes <= 0) return;
      const payload = { done: size(doneBytes), all: size(totalBytes) };
      if (started) bar.update(doneBytes, payload);
      else bar.start(totalBytes, doneBytes, payload);
      started = true;
    },
    close() {
      if (started) bar.stop();
      started = false;
    },
  };
}
