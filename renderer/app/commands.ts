import { changeSettings, checkMachine, probeWebgl } from '../state/engine-actions.js';
import type { Model } from '../state/model.js';
import { chooseProject, freezeProject, sampleProject, startRun } from '../state/project-actions.js';
import { cancelRun, commandChunks, commandRun, resumeRun, selectChunk } from '../state/run-actions.js';
import {
  isRunOver,
  type Refusal,
  refuseCancel,
  refuseCancelChunk,
  refusePause,
  refuseRetry,
  refuseRetryFailed,
} from '../state/run-facts.js';
import type { View } from '../state/stores.js';
import { goTo, openSheet } from '../state/ui-actions.js';

export type CommandContext = 'global' | 'run';

/** Something a person can do: in the palette, on a key, in the application menu. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: 'Project' | 'Run' | 'View' | 'Help';
  /** Default shortcut; a person may choose another. */
  readonly keys: string | null;
  /** `run`: the key works only on the Run screen, outside of text fields. */
  readonly context: CommandContext;
  readonly refuse?: (model: Model) => Refusal;
  readonly run: (model: Model) => void;
}

const view = (id: View, title: string, keys: string | null): Command => ({
  id: `view.${id}`,
  title,
  group: 'View',
  keys,
  context: 'global',
  run: (model) => goTo(model, id),
});

const snapshotOf = (model: Model) => model.run.getState().snapshot;
const selectedOf = (model: Model) => {
  const { snapshot, selectedChunk } = model.run.getState();
  return selectedChunk === null ? undefined : snapshot?.chunks[selectedChunk];
};

const noProject = (model: Model): Refusal =>
  model.project.getState().project === null ? 'No project is open.' : null;

/** Every command, in the order of the palette. The ids are part of the desktop menu's contract. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'project.open',
    title: 'Open project…',
    group: 'Project',
    keys: 'Mod+O',
    context: 'global',
    run: (model) => void chooseProject(model),
  },
  {
    id: 'project.render',
    title: 'Render this project',
    group: 'Project',
    keys: 'Mod+Enter',
    context: 'global',
    refuse: noProject,
    run: (model) => void startRun(model),
  },
  {
    id: 'project.sample',
    title: 'Sample a few frames',
    group: 'Project',
    keys: null,
    context: 'global',
    refuse: (model) =>
      noProject(model) ??
      (model.project.getState().project?.trust === 'trusted' ? null : 'The project is restricted.'),
    run: (model) => void sampleProject(model),
  },
  {
    id: 'project.freeze',
    title: 'Freeze the plan',
    group: 'Project',
    keys: null,
    context: 'global',
    refuse: (model) =>
      noProject(model) ??
      (model.project.getState().project?.trust === 'trusted' ? null : 'The project is restricted.'),
    run: (model) => {
      goTo(model, 'plan');
      void freezeProject(model);
    },
  },
  {
    id: 'project.trust',
    title: 'Trust settings of this project…',
    group: 'Project',
    keys: null,
    context: 'global',
    refuse: noProject,
    run: (model) => openSheet(model, 'trust'),
  },
  {
    id: 'run.cancel',
    title: 'Cancel the run',
    group: 'Run',
    keys: 'Mod+.',
    context: 'global',
    refuse: (model) => refuseCancel(snapshotOf(model)),
    run: cancelRun,
  },
  {
    id: 'run.pause',
    title: 'Pause or continue the run',
    group: 'Run',
    keys: 'P',
    context: 'run',
    refuse: (model) =>
      model.run.getState().paused ? null : refusePause(snapshotOf(model), model.run.getState().paused),
    run: (model) => void commandRun(model, model.run.getState().paused ? 'run.continue' : 'run.pause'),
  },
  {
    id: 'run.retry-chunk',
    title: 'Retry the selected chunk',
    group: 'Run',
    keys: 'R',
    context: 'run',
    refuse: (model) => {
      const chunk = selectedOf(model);
      const run = snapshotOf(model)?.state;
      return chunk === undefined || run === undefined ? 'No chunk is selected.' : refuseRetry(chunk, run);
    },
    run: (model) => void commandChunks(model, 'run.retry-chunk', [...model.run.getState().selection]),
  },
  {
    id: 'run.retry-failed',
    title: 'Retry all failed chunks',
    group: 'Run',
    keys: 'Shift+R',
    context: 'run',
    refuse: (model) => refuseRetryFailed(snapshotOf(model)),
    run: (model) => void commandRun(model, 'run.retry-failed'),
  },
  {
    id: 'run.cancel-chunk',
    title: 'Cancel the selected chunk',
    group: 'Run',
    keys: 'Delete',
    context: 'run',
    refuse: (model) => {
      const chunk = selectedOf(model);
      const run = snapshotOf(model)?.state;
      return chunk === undefined || run === undefined
        ? 'No chunk is selected.'
        : refuseCancelChunk(chunk, run);
    },
    run: (model) => void commandChunks(model, 'run.cancel-chunk', [...model.run.getState().selection]),
  },
  {
    id: 'run.resume',
    title: 'Resume the run',
    group: 'Run',
    keys: null,
    context: 'global',
    refuse: (model) => {
      const snapshot = snapshotOf(model);
      if (snapshot === null) return 'There is no run.';
      return isRunOver(snapshot.state) && snapshot.state !== 'done'
        ? null
        : 'It does not need to be resumed.';
    },
    run: (model) => {
      const { runId } = model.run.getState();
      if (runId !== null) void resumeRun(model, runId);
    },
  },
  {
    id: 'lanes.axis',
    title: 'Lanes: media time or wall clock',
    group: 'Run',
    keys: 'T',
    context: 'run',
    run: (model) => model.ui.setState(({ axis }) => ({ axis: axis === 'media' ? 'wall' : 'media' })),
  },
  {
    id: 'lanes.colour',
    title: 'Lanes: next colour mode',
    group: 'Run',
    keys: 'Shift+C',
    context: 'run',
    run: (model) =>
      model.ui.setState(({ colour }) => {
        const order = ['state', 'worker', 'cost', 'webgl'] as const;
        return { colour: order[(order.indexOf(colour) + 1) % order.length] ?? 'state' };
      }),
  },
  {
    id: 'run.clear-selection',
    title: 'Clear the selection',
    group: 'Run',
    keys: 'Escape',
    context: 'run',
    run: (model) => {
      selectChunk(model, null);
      model.ui.setState({ groupFilter: null });
    },
  },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    keys: 'Mod+J',
    context: 'global',
    run: (model) => model.ui.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  {
    id: 'view.find',
    title: 'Find in this panel',
    group: 'View',
    keys: 'Mod+F',
    context: 'global',
    run: (model) => model.ui.setState(({ findRequest }) => ({ findRequest: findRequest + 1 })),
  },
  view('home', 'Go to Home', 'Mod+1'),
  view('plan', 'Go to Plan', 'Mod+2'),
  view('run', 'Go to Run', 'Mod+3'),
  view('history', 'Go to History', 'Mod+5'),
  view('diagnostics', 'Go to Diagnostics', 'Mod+Shift+D'),
  view('settings', 'Go to Settings', 'Mod+,'),
  {
    id: 'view.theme',
    title: 'Switch between light and dark',
    group: 'View',
    keys: null,
    context: 'global',
    run: (model) => {
      const dark = document.documentElement.dataset.theme !== 'light';
      void changeSettings(model, { theme: dark ? 'light' : 'dark' });
    },
  },
  {
    id: 'machine.check',
    title: 'Check this machine again',
    group: 'Help',
    keys: null,
    context: 'global',
    run: (model) => {
      goTo(model, 'diagnostics');
      void checkMachine(model);
    },
  },
  {
    id: 'machine.probe',
    title: 'Probe WebGL now',
    group: 'Help',
    keys: null,
    context: 'global',
    run: (model) => {
      goTo(model, 'diagnostics');
      void probeWebgl(model);
    },
  },
  {
    id: 'help.palette',
    title: 'All commands…',
    group: 'Help',
    keys: 'Mod+K',
    context: 'global',
    run: (model) => openSheet(model, 'palette'),
  },
  {
    id: 'help.palette-2',
    title: 'All commands… (also)',
    group: 'Help',
    keys: 'Mod+Shift+P',
    context: 'global',
    run: (model) => openSheet(model, 'palette'),
  },
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts…',
    group: 'Help',
    keys: '?',
    context: 'global',
    run: (model) => openSheet(model, 'shortcuts'),
  },
];

/** The shortcut of a command after a person's own choices. */
export function keysFor(command: Command, own: Readonly<Record<string, string>>): string | null {
  const chosen = own[command.id];
  return chosen === undefined ? command.keys : chosen === '' ? null : chosen;
}
