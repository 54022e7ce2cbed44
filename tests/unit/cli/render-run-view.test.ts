import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createPaint } from '#src/cli/view/paint.js';
import { renderRunView } from '#src/cli/view/render-run-view.js';
import { aChunk, aRun, aWorker, NOW_MS, SOFTWARE_GL } from './run-snapshot.js';

const view = (over: Parameters<typeof aRun>[0] = {}, columns = 120) =>
  renderRunView(aRun(over), NOW_MS, columns);

describe('renderRunView', () => {
  it('shows what is planned, who renders, each active chunk and the total', () => {
    expect(view()).toMatchSnapshot();
  });

  it.each([40, 60, 80, 100, 120, 160, 200])(
    'keeps every line within %i columns, colours aside',
    (columns) => {
      const paint = createPaint(true);
      const states = ['planning', 'rendering', 'assembling', 'cancelling', 'done', 'failed'] as const;
      for (const state of states) {
        const step = {
          phase: 'mux',
          message: 'a long message that goes on and on and on and on and on and on',
        };
        const run = aRun({ state, step, workers: [aWorker(), aWorker({ state: 'lost' })], retries: 3 });
        for (const line of renderRunView(run, NOW_MS, columns, paint)) {
          expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(columns);
        }
      }
    },
  );

  it('gives one line to each active chunk and none to those that wait or are done', () => {
    const lines = view().filter((line) => /^ +chunk \d/.test(line));
    expect(lines.map((line) => line.trim().slice(0, 7))).toEqual(['chunk 1', 'chunk 2']);
    expect(lines[0]).toContain('30/75');
    expect(lines[0]).toContain('24.6 fps');
    expect(lines[0]).toContain('0.4s ago');
    expect(lines[0]).toContain('SwiftShader');
    expect(lines[1]).toContain('ready');
    expect(lines[1]).not.toContain('ago');
  });

  it('names the WebGL identity of every worker in full', () => {
    const hardware = { ...SOFTWARE_GL, vendor: 'NVIDIA', renderer: 'RTX', software: false };
    const lines = view({ workers: [aWorker(), aWorker({ workerId: 1, webgl: hardware })] }, 160);
    expect(lines).toContainEqual(
      expect.stringContaining(`software: ${SOFTWARE_GL.vendor} / ${SOFTWARE_GL.renderer}`),
    );
    expect(lines).toContainEqual(expect.stringMatching(/worker 1 .*hardware: NVIDIA \/ RTX/));
  });

  it('counts done frames and gives the remaining time as a range', () => {
    const total = view().at(-1);
    expect(total).toContain('35%');
    expect(total).toContain('105/300 frames');
    expect(total).toContain('1/4 chunks');
    expect(total).toContain('5s to 7s left');
  });

  it('says that a chunk is tried again, and how often', () => {
    const attempt = { attempt: 1, workerId: 0, startedAtMs: 0, endedAtMs: null, error: null } as const;
    const attempts = [
      { ...attempt, outcome: 'failed' as const, phaseStartedAtMs: {} },
      { ...attempt, attempt: 2, outcome: 'running' as const, phaseStartedAtMs: {} },
    ];
    const lines = view({ chunks: [aChunk({ attempts, state: 'retrying' })], retries: 1 });
    expect(lines.at(-2)).toMatch(/retry .*attempt 2$/);
    expect(lines.at(-1)).toContain('1 retry');
  });

  it('names the step while nothing is planned yet', () => {
    const lines = view({
      plan: null,
      chunks: [],
      workers: [],
      framesTotal: 0,
      framesDone: 0,
      state: 'planning',
      step: { phase: 'localise', message: 'collecting assets' },
    });
    expect(lines).toEqual(['  planning  collecting assets  5s']);
  });
});
