import { createLogUpdate } from 'log-update';
import type { RunEvent, RunSnapshot } from '../../contract/index.js';
import { type Terminal, writeJsonLine } from '../terminal.js';
import { describeEvent } from './describe-event.js';
import { renderRunView } from './render-run-view.js';

/** Redraws per second: enough for a clock of tenths, little enough to cost nothing. */
const REDRAW_INTERVAL_MS = 125;

/** Shows a run while it goes on. */
export interface RunFollower {
  onEvent(event: RunEvent, snapshot: RunSnapshot): void;
  /** Leaves the last picture on the screen and stops redrawing. More than once is no harm. */
  close(): void;
}

/** How a run is shown: `json` one event per line on stdout, `live` a picture, `lines` plain text, `silent` nothing. */
export type FollowMode = 'json' | 'live' | 'lines' | 'silent';

/** Picks the mode by what was asked for and by what stderr is. */
export function pickFollowMode(
  asked: { readonly json: boolean; readonly quiet: boolean },
  terminal: Terminal,
): FollowMode {
  if (asked.json) return 'json';
  if (asked.quiet) return 'silent';
  return terminal.stderr.isTTY === true && terminal.env.TERM !== 'dumb' ? 'live' : 'lines';
}

export function followRun(mode: FollowMode, terminal: Terminal): RunFollower {
  switch (mode) {
    case 'json':
      return { onEvent: (event) => writeJsonLine(terminal.stdout, event), close() {} };
    case 'silent':
      return { onEvent() {}, close() {} };
    case 'lines':
      return {
        onEvent(event) {
          const line = describeEvent(event);
          if (line !== null) terminal.stderr.write(`${line}\n`);
        },
        close() {},
      };
    case 'live':
      return followLive(terminal);
  }
}

function followLive(terminal: Terminal): RunFollower {
  const draw = createLogUpdate(terminal.stderr);
  let latest: RunSnapshot | null = null;
  let drawnLines = 0;
  const redraw = () => {
    if (latest === null) return;
    const lines = renderRunView(latest, Date.now(), terminal.stderr.columns ?? 80, terminal.paintErr);
    // log-update 7.2 redraws only the lines that differ, and misplaces those below when their number has changed.
    if (lines.length !== drawnLines) draw.clear();
    drawnLines = lines.length;
    draw(lines.join('\n'));
  };
  const timer = setInterval(redraw, REDRAW_INTERVAL_MS);
  let open = true;
  return {
    onEvent(event, snapshot) {
      latest = snapshot;
      if (event.type !== 'chunk-progress') redraw();
    },
    close() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      redraw();
      draw.done();
    },
  };
}
