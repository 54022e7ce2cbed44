import type { ErrorData } from '../../../src/errors/index.js';
import { checkMachine, installTool } from '../../state/engine-actions.js';
import type { Model } from '../../state/model.js';
import { changeParams, chooseProject, startRun } from '../../state/project-actions.js';
import { commandRun, resumeRun, selectChunk } from '../../state/run-actions.js';
import { closeSheet, copyText, goTo } from '../../state/ui-actions.js';
import type { ErrorActionId } from './card-types.js';
import { toErrorReport } from './catalogue.js';

/** Does what a button of an error card says. */
export function runErrorAction(model: Model, id: ErrorActionId, error: ErrorData): void {
  closeSheet(model);
  ACTIONS[id](model, error);
}

const ACTIONS: Readonly<Record<ErrorActionId, (model: Model, error: ErrorData) => void>> = {
  close: () => undefined,
  'copy-report': (model, error) => void copyText(model, toErrorReport(error), 'Report'),
  'copy-command': (model, error) =>
    void copyText(model, error.details.command ?? toErrorReport(error), 'Command'),
  'open-diagnostics': (model) => goTo(model, 'diagnostics'),
  'open-plan': (model) => goTo(model, 'plan'),
  'open-settings': (model) => goTo(model, 'settings'),
  'open-history': (model) => goTo(model, 'history'),
  'open-other': (model) => void chooseProject(model),
  'show-log': (model, error) => {
    const { chunkIndex } = error.details;
    if (chunkIndex !== undefined) {
      selectChunk(model, chunkIndex);
      model.run.setState({ logChunk: chunkIndex });
    }
    model.ui.setState({ view: 'run', runTab: 'log' });
  },
  recheck: (model) => void checkMachine(model),
  'install-browser': (model) => {
    goTo(model, 'diagnostics');
    void installTool(model, 'browser');
  },
  'install-ffmpeg': (model) => {
    goTo(model, 'diagnostics');
    void installTool(model, 'ffmpeg');
  },
  'retry-failed': (model) => {
    const { snapshot } = model.run.getState();
    if (snapshot?.state === 'rendering') void commandRun(model, 'run.retry-failed');
    else if (snapshot !== null) void resumeRun(model, snapshot.runId);
    else void startRun(model);
  },
  resume: (model) => {
    const { runId } = model.run.getState();
    if (runId !== null) void resumeRun(model, runId);
  },
  'render-again': (model) => {
    goTo(model, 'plan');
    if (model.project.getState().project !== null) void startRun(model);
  },
  'use-mp4': (model) => changePlan(model, { format: 'mp4' }),
  'use-software': (model) => changePlan(model, { gl: 'software' }),
  'use-screenshots': (model) => changePlan(model, { captureMode: 'screenshot' }),
  'fewer-workers': (model) => {
    const used =
      model.run.getState().snapshot?.budget?.workers ?? model.project.getState().preview?.workers ?? 2;
    changePlan(model, { workers: Math.max(1, Math.floor(used / 2)) });
  },
  'allow-system-fonts': (model) => changePlan(model, { rejectOnSystemFonts: false }),
};

function changePlan(model: Model, change: Parameters<typeof changeParams>[1]): void {
  goTo(model, 'plan');
  changeParams(model, change);
}
