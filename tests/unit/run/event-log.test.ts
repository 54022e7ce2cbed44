import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '#src/contract/index.js';
import { openEventLog, readEventLog } from '#src/run/event-log.js';
import { runFolder } from '#src/run/run-folder.js';

let runDir: string;
beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'framelane-log-'));
});
afterEach(() => rm(runDir, { recursive: true, force: true }));

async function write(...messages: string[]): Promise<RunEvent[]> {
  const heard: RunEvent[] = [];
  const log = await openEventLog(runFolder(runDir), {
    onEvent: (event) => heard.push(event),
    onWriteError: (error) => {
      throw error;
    },
  });
  for (const message of messages) log.emit({ type: 'log', level: 'info', message });
  log.close();
  return heard;
}

describe('event log', () => {
  it('stamps events in order and gives back what it wrote', async () => {
    const heard = await write('a', 'b');
    expect(heard.map(({ seq }) => seq)).toEqual([0, 1]);
    expect(await readEventLog(runDir)).toEqual(heard);
  });

  it('goes on counting after what is there', async () => {
    await write('a', 'b');
    const [next] = await write('c');
    expect(next?.seq).toBe(2);
    expect(await readEventLog(runDir)).toHaveLength(3);
  });

  it('leaves out a torn last line and cuts it off before it goes on', async () => {
    await write('a');
    await appendFile(join(runDir, 'events.jsonl'), '{"type":"log","seq":1,"atM');
    expect(await readEventLog(runDir)).toHaveLength(1);
    await write('b');
    expect((await readEventLog(runDir)).map((event) => event.type === 'log' && event.message)).toEqual([
      'a',
      'b',
    ]);
    expect(await readFile(join(runDir, 'events.jsonl'), 'utf8')).not.toContain('"atM{');
  });

  it('is empty where there is none', async () => {
    expect(await readEventLog(runDir)).toEqual([]);
  });

  it('names a whole line that is no event', async () => {
    await write('a');
    await appendFile(join(runDir, 'events.jsonl'), 'nonsense\n');
    await expect(readEventLog(runDir)).rejects.toMatchObject({ code: 'STORE_CORRUPT', details: { line: 2 } });
  });
});
