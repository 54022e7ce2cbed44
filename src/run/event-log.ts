import { closeSync, fsyncSync, openSync, truncateSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type RunEvent, runEventSchema, type UnstampedRunEvent } from '../contract/index.js';
import { RenderError, toRenderError } from '../errors/index.js';
import { type RunFolder, runFolder } from './run-folder.js';

/** The append-only log of one run. */
export interface EventLog {
  /** Stamps an event, appends it to the file and hands it on. */
  emit(event: UnstampedRunEvent): RunEvent;
  /** Brings everything to the disk and closes the file. */
  close(): void;
}

/** Who hears of events. */
export interface EventLogListeners {
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Told once when the file cannot be written any more; events still reach `onEvent`. */
  readonly onWriteError: (error: RenderError) => void;
}

/**
 * Opens `events.jsonl`, going on after what is there. A line that a crash left half-written is cut off.
 * Written synchronously: the order is the order of events, and a crash of ours loses none.
 */
export async function openEventLog(folder: RunFolder, listeners: EventLogListeners): Promise<EventLog> {
  const { events, wholeBytes } = await parseLog(folder.events);
  const file = openSync(folder.events, 'a');
  truncateSync(folder.events, wholeBytes);
  let seq = (events.at(-1)?.seq ?? -1) + 1;
  let writable = true;

  const append = (event: RunEvent) => {
    if (!writable) return;
    try {
      writeSync(file, `${JSON.stringify(event)}\n`);
    } catch (error) {
      writable = false;
      listeners.onWriteError(toRenderError(error));
    }
  };
  return {
    emit(unstamped) {
      const event = { ...unstamped, seq: seq++, atMs: Date.now() } as RunEvent;
      append(event);
      listeners.onEvent?.(event);
      return event;
    },
    close() {
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}

/**
 * The events of a run, oldest first; empty when there are none. A torn last line is left out.
 * @throws STORE_CORRUPT naming the line when another one cannot be read.
 */
export async function readEventLog(runDir: string): Promise<RunEvent[]> {
  return (await parseLog(runFolder(runDir).events)).events;
}

async function parseLog(path: string): Promise<{ events: RunEvent[]; wholeBytes: number }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  return { events: lines.map((line, index) => parseLine(path, line, index + 1)), wholeBytes };
}

function parseLine(path: string, line: string, lineNumber: number): RunEvent {
  try {
    return runEventSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new RenderError(
      'STORE_CORRUPT',
      `Line ${lineNumber} of ${path} is not an event of this version of Framelane.`,
      { path, line: lineNumber, fix: 'Read it with the version that wrote it, or start a new run.' },
      { cause },
    );
  }
}
