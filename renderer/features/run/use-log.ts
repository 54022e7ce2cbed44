import { useEffect } from 'react';
import type { LogLine, RunSnapshot } from '../../../src/contract/index.js';
import { useModel, useRun } from '../../state/context.js';
import { isRunOver } from '../../state/run-facts.js';

const ASK_EVERY_MS = 1000;
/** More lines than anybody reads; older ones stay in the file. */
const KEPT_LINES = 20_000;

/** The log of a run or of one chunk; new lines are asked for each second while the run lasts. */
export function useLog(snapshot: RunSnapshot, chunkIndex: number | null): readonly LogLine[] {
  const model = useModel();
  const lines = useRun((state) => state.log);
  const { runId } = snapshot;
  const over = isRunOver(snapshot.state);
  useEffect(() => {
    let active = true;
    model.run.setState({ log: [] });
    const ask = async () => {
      const afterSeq = model.run.getState().log.at(-1)?.seq ?? -1;
      const more = await model.client.request('run.log', { runId, chunkIndex, afterSeq }).catch(() => []);
      if (!active || more.length === 0) return;
      model.run.setState(({ log }) => ({
        log: [...log, ...more.filter(({ seq }) => seq > (log.at(-1)?.seq ?? -1))].slice(-KEPT_LINES),
      }));
    };
    void ask();
    const timer = over ? undefined : setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      active = false;
      clearInterval(timer);
    };
  }, [model, runId, chunkIndex, over]);
  return lines;
}
