import { useEffect, useState } from 'react';
import {
  CHUNK_PHASES,
  type ChunkPhase,
  type ChunkSnapshot,
  type HostOutput,
  type RunSnapshot,
  type WebglInfo,
} from '../../../src/contract/index.js';
import type { ChunkLook } from '../../state/chunk-state.js';
import { useModel } from '../../state/context.js';
import { angleBackend, EXPECTED_WEBGL, judgeWebgl } from '../../state/webgl-verdict.js';
import { cleanText } from '../../ui/clean-text.js';
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDuration,
  formatTimecode,
  shortHash,
} from '../../ui/format.js';
import { Chip, CommandLine, Facts } from '../../ui/panels.js';
import { StateGlyph } from '../../ui/state-glyph.js';
import styles from './inspector.module.css';

const PHASE_WORDS: Readonly<Record<ChunkPhase, string>> = {
  verify: 'Check plan',
  boot: 'Start browser',
  ready: 'Load page',
  capture: 'Capture',
  encode: 'Encode',
  finish: 'Finish',
};

export function ChunkFacts(props: {
  readonly chunk: ChunkSnapshot;
  readonly snapshot: RunSnapshot;
  readonly nowMs: number;
}) {
  const { chunk, snapshot, nowMs } = props;
  const last = chunk.attempts.at(-1);
  const fps = snapshot.plan?.fps ?? { num: 30, den: 1 };
  const rows: (readonly [string, string])[] = [
    ['Frames', `${chunk.start}–${chunk.end - 1} (${chunk.framesTotal})`],
    ['Media time', `${formatTimecode(chunk.start, fps)} – ${formatTimecode(chunk.end, fps)}`],
    ['Captured', `${chunk.framesDone} of ${chunk.framesTotal}`],
  ];
  if (chunk.framesReused > 0) rows.push(['Unchanged', `${chunk.framesReused} frames written again`]);
  if (chunk.state === 'running' && chunk.phase === 'capture') {
    rows.push([
      'Last frame',
      chunk.lastFrameAtMs === null ? 'none yet' : describeAge(nowMs - chunk.lastFrameAtMs),
    ]);
  }
  if (chunk.framesPerSec !== null) rows.push(['Speed', `${chunk.framesPerSec.toFixed(1)} frames per second`]);
  if (last !== undefined) rows.push(['Worker', `W${last.workerId + 1}, attempt ${last.attempt}`]);
  if (chunk.result !== null) {
    const { result } = chunk;
    rows.push(
      ['Took', formatDuration(result.durationMs)],
      ['File', `${formatBytes(result.sizeBytes)}, ${result.framesEncoded} frames encoded`],
      ['SHA-256', shortHash(result.sha256)],
      ['Capture mode', result.captureMode],
      ['Browser', result.browserVersion],
    );
    if (result.peakRssBytes > 0) rows.push(['Peak memory', formatBytes(result.peakRssBytes)]);
  }
  return (
    <section className={styles.section}>
      <h3>Chunk</h3>
      <Facts rows={rows} />
    </section>
  );
}

function describeAge(ms: number): string {
  const age = formatAge(ms);
  return age === 'now' ? age : `${age} ago`;
}

/** Where the time of the last attempt went. */
export function Phases({ chunk, nowMs }: { readonly chunk: ChunkSnapshot; readonly nowMs: number }) {
  const last = chunk.attempts.at(-1);
  if (last === undefined) return null;
  const lasted = CHUNK_PHASES.flatMap((phase, index) => {
    const measured = chunk.result?.phases[phase];
    if (measured !== undefined) return [{ phase, ms: measured }];
    const from = last.phaseStartedAtMs[phase];
    if (from === undefined) return [];
    const next = CHUNK_PHASES.slice(index + 1)
      .map((later) => last.phaseStartedAtMs[later])
      .find((at) => at !== undefined);
    return [{ phase, ms: (next ?? last.endedAtMs ?? nowMs) - from }];
  });
  if (lasted.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>Phases</h3>
      <div className={styles.phases} aria-hidden>
        {lasted.map(({ phase, ms }, index) => (
          <span key={phase} style={{ flexGrow: Math.max(1, ms), opacity: 1 - (index % 3) * 0.28 }} />
        ))}
      </div>
      <dl className={`${styles.phaseList} num`}>
        {lasted.map(({ phase, ms }) => (
          <PhaseRow key={phase} name={PHASE_WORDS[phase]} value={formatDuration(ms)} />
        ))}
      </dl>
    </section>
  );
}

function PhaseRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

const OUTCOME_LOOKS: Readonly<Record<'running' | 'done' | 'failed' | 'cancelled', ChunkLook>> = {
  running: 'capturing',
  done: 'done',
  failed: 'failed-soft',
  cancelled: 'cancelled',
};

export function Attempts({ chunk }: { readonly chunk: ChunkSnapshot }) {
  if (chunk.attempts.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>Attempts</h3>
      <ol>
        {chunk.attempts.map((attempt) => (
          <li key={attempt.attempt} className={styles.attempt}>
            <StateGlyph look={OUTCOME_LOOKS[attempt.outcome]} label={attempt.outcome} />
            <span>
              Attempt {attempt.attempt} on W{attempt.workerId + 1}
            </span>
            <span className="num">
              {attempt.endedAtMs === null ? 'running' : formatClock(attempt.endedAtMs - attempt.startedAtMs)}
            </span>
            {attempt.error !== null && (
              <p>
                <code>{attempt.error.code}</code> {cleanText(attempt.error.message, 300)}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function WebglIdentity({ webgl }: { readonly webgl: WebglInfo | null }) {
  if (webgl === null) return null;
  const verdict = judgeWebgl(webgl);
  const backend = angleBackend(webgl.renderer);
  return (
    <section className={styles.section}>
      <h3>WebGL</h3>
      <Facts
        rows={[
          [
            'Verdict',
            <Chip key="v" family={verdict.family}>
              {verdict.word}
            </Chip>,
          ],
          ['Expected', EXPECTED_WEBGL],
          ['Vendor', cleanText(webgl.vendor, 200)],
          ['Renderer', cleanText(webgl.renderer, 400)],
          ...(backend === null ? [] : [['Backend', backend] as const]),
          ['Version', cleanText(webgl.version, 200)],
          ['Max texture', `${webgl.maxTextureSizePx} px`],
        ]}
      />
    </section>
  );
}

const FRAME_EVERY_MS = 1500;

export function NewestFrame({ runId, chunk }: { readonly runId: string; readonly chunk: ChunkSnapshot }) {
  const { client } = useModel();
  const [frame, setFrame] = useState<HostOutput<'run.thumbnail'>>(null);
  const running = chunk.state === 'running';
  useEffect(() => {
    let active = true;
    setFrame(null);
    const load = () =>
      client.request('run.thumbnail', { runId, chunkIndex: chunk.index }).then(
        (next) => active && setFrame(next),
        () => undefined,
      );
    void load();
    const timer = running ? setInterval(load, FRAME_EVERY_MS) : undefined;
    return () => {
      active = false;
      clearInterval(timer);
    };
  }, [client, runId, chunk.index, running]);
  if (frame === null || !frame.dataUri.startsWith('data:image/')) return null;
  return (
    <section className={styles.section}>
      <h3>{running ? `Newest frame: ${frame.frameIndex}` : `Frame ${frame.frameIndex}`}</h3>
      <img className={styles.frame} src={frame.dataUri} alt={`Frame ${frame.frameIndex} as captured`} />
    </section>
  );
}

/** The exact command lines, to paste into a terminal. */
export function Commands({ runId, chunk }: { readonly runId: string; readonly chunk: ChunkSnapshot }) {
  const { client } = useModel();
  const [commands, setCommands] = useState<HostOutput<'run.commands'> | null>(null);
  const { index } = chunk;
  const attempts = chunk.attempts.length;
  const done = chunk.result !== null;
  useEffect(() => {
    let active = true;
    client.request('run.commands', { runId, chunkIndex: index }).then(
      (next) => active && setCommands(next),
      () => active && setCommands(null),
    );
    return () => {
      active = false;
    };
  }, [client, runId, index, attempts, done]);
  if (commands === null) return null;
  return (
    <section className={styles.section}>
      <h3>Exact commands</h3>
      <div className={styles.commands}>
        <h4>This chunk alone</h4>
        <CommandLine text={commands.cli} what="the command of this chunk" />
        {commands.ffmpeg !== null && (
          <>
            <h4>FFmpeg</h4>
            <CommandLine text={commands.ffmpeg} what="the FFmpeg command" />
          </>
        )}
        {commands.browser !== null && (
          <>
            <h4>Browser</h4>
            <CommandLine text={commands.browser} what="the browser command" />
          </>
        )}
      </div>
    </section>
  );
}
