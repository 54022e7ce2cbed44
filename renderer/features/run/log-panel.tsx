// biome-ignore-all lint/a11y/useSemanticElements: no element says this role without another meaning
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: scrolling and arrow keys need the focus
import { useVirtualizer } from '@tanstack/react-virtual';
import { Copy } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogLine, RunSnapshot } from '../../../src/contract/index.js';
import { useModel, useRun, useUi } from '../../state/context.js';
import { copyText } from '../../state/ui-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { Select, Switch, TextInput } from '../../ui/fields.js';
import { formatClock, plural } from '../../ui/format.js';
import { Empty } from '../../ui/panels.js';
import { filterLog, type LogLevel } from './log-filter.js';
import styles from './table.module.css';
import { useLog } from './use-log.js';

const LINE_PX = 20;

/** What the run and its chunks wrote. The text comes from the composition: it is shown as plain text only. */
export function LogPanel({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const model = useModel();
  const chunkIndex = useRun((state) => state.logChunk);
  const findRequest = useUi((state) => state.findRequest);
  const lines = useLog(snapshot, chunkIndex);
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>('debug');
  const [follow, setFollow] = useState(true);
  const scroll = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const seenFind = useRef(findRequest);
  const shown = useMemo(() => filterLog(lines, level, text), [lines, level, text]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  useEffect(() => {
    if (findRequest !== seenFind.current) search.current?.focus();
    seenFind.current = findRequest;
  }, [findRequest]);
  useEffect(() => {
    if (follow && shown.length > 0) virtual.scrollToIndex(shown.length - 1);
  }, [follow, shown.length, virtual]);

  return (
    <div className={styles.wrap}>
      <div className={styles.filters}>
        <Select
          aria-label="Whose log"
          value={chunkIndex === null ? '' : String(chunkIndex)}
          options={[
            { value: '', label: 'Whole run' },
            ...snapshot.chunks.map(({ index }) => ({ value: String(index), label: `Chunk ${index}` })),
          ]}
          onPick={(value) => model.run.setState({ logChunk: value === '' ? null : Number(value) })}
        />
        <Select
          aria-label="Least level"
          value={level}
          options={[
            { value: 'debug', label: 'Everything' },
            { value: 'info', label: 'Info and above' },
            { value: 'warn', label: 'Warnings and errors' },
            { value: 'error', label: 'Errors' },
          ]}
          onPick={setLevel}
        />
        <TextInput
          ref={search}
          type="search"
          aria-label="Search the log"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="num">{plural(shown.length, 'line')}</span>
        <span style={{ flex: 1 }} />
        <span>Follow</span>
        <Switch label="Follow the newest line" checked={follow} onChange={setFollow} />
        <Button
          icon={<Copy />}
          refused={shown.length === 0 ? 'There is nothing to copy.' : null}
          onClick={() => void copyText(model, shown.map(toText).join('\n'), plural(shown.length, 'line'))}
        >
          Copy
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty title={emptyTitle(snapshot, chunkIndex, lines.length)} />
      ) : (
        <div
          ref={scroll}
          className={styles.log}
          role="region"
          tabIndex={0}
          aria-label="Log"
          onWheel={(event) => event.deltaY < 0 && setFollow(false)}
        >
          <div className={styles.logBody} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const line = shown[item.index];
              if (line === undefined) return null;
              return (
                <div
                  key={line.seq}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  data-level={line.level}
                  className={styles.line}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <span>{formatClock(line.atMs - snapshot.startedAtMs)}</span>
                  <span className={styles.level}>{line.level}</span>
                  <span>{line.chunkIndex === null ? 'run' : `c${line.chunkIndex}`}</span>
                  <p>
                    <Marked text={cleanText(line.message, 2000)} wanted={text} />
                  </p>
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}

function emptyTitle(snapshot: RunSnapshot, chunkIndex: number | null, all: number): string {
  if (all > 0) return 'No line matches.';
  const chunk = chunkIndex === null ? undefined : snapshot.chunks[chunkIndex];
  if (chunk?.state !== 'queued') return 'Nothing was written yet.';
  const queue = snapshot.chunks.filter(({ state }) => state === 'queued');
  return `Chunk ${chunk.index} has not started. It is number ${queue.indexOf(chunk) + 1} in the queue.`;
}

function toText(line: LogLine): string {
  const whose = line.chunkIndex === null ? 'run' : `chunk ${line.chunkIndex}`;
  return `${new Date(line.atMs).toISOString()} ${line.level} ${whose} ${cleanText(line.message, 20_000)}`;
}
