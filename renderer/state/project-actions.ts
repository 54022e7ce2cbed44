import type { Project, Trust } from '../../src/contract/index.js';
import { refreshRecent } from './engine-actions.js';
import { toFailure } from './failure.js';
import type { Model } from './model.js';
import { type PlanParams, paramsFromSettings, toRenderConfig } from './plan-params.js';
import { openRun } from './run-actions.js';
import { NOT_FROZEN } from './stores.js';
import { goTo, openSheet, showFailure, showToast } from './ui-actions.js';

const PREVIEW_DELAY_MS = 60;

/** Opens what `ask` answers and shows its plan. Opening never starts a script. */
export async function openProject(model: Model, ask: () => Promise<Project>): Promise<void> {
  model.project.setState({ opening: true, openFailure: null });
  try {
    const project = await ask();
    showProject(model, project);
    goTo(model, 'plan');
    void refreshRecent(model);
  } catch (error) {
    const openFailure = toFailure(error);
    model.project.setState({ openFailure });
    showFailure(model, openFailure);
  } finally {
    model.project.setState({ opening: false });
  }
}

/** Makes a project the current one and plans it with the default parameters. */
export function showProject(model: Model, project: Project): void {
  const known = model.project.getState().project?.projectId === project.projectId;
  model.project.setState({
    project,
    outputName: known ? model.project.getState().outputName : null,
    params: known ? model.project.getState().params : paramsFromSettings(model.engine.getState().settings),
    preview: null,
    previewFailure: null,
    sample: null,
    sampleFailure: null,
    freeze: NOT_FROZEN,
    startFailure: null,
  });
  void refreshPreview(model);
}

/** Opens a project that was dropped or picked by the desktop shell. */
export function openHandle(model: Model, handle: string): Promise<void> {
  return openProject(model, () => model.client.request('project.open-handle', { handle }));
}

/** The Open command: the system's dialog on the desktop, the host's folder list in a browser. */
export async function chooseProject(model: Model): Promise<void> {
  if (model.shell === null) {
    openSheet(model, 'folders');
    return;
  }
  const handle = await model.shell.openDialog('project');
  if (handle !== null) await openHandle(model, handle);
}

/** Opens dropped items: on the desktop the first one; a browser does not tell where a dropped folder is. */
export async function openDrop(model: Model, files: readonly File[]): Promise<void> {
  const [file] = files;
  if (file === undefined) return;
  if (model.shell === null) {
    openSheet(model, 'folders');
    return;
  }
  const handle = await model.shell.pathForDrop(file);
  if (handle === null) showToast(model, { tone: 'fail', title: `“${file.name}” could not be read` });
  else await openHandle(model, handle);
}

/** The newest answer about trust that is still under way: a render that is asked for meanwhile waits for it. */
let trustAnswered: Promise<void> = Promise.resolve();

export function setTrust(model: Model, trust: Trust): Promise<void> {
  trustAnswered = askForTrust(model, trust);
  return trustAnswered;
}

async function askForTrust(model: Model, trust: Trust): Promise<void> {
  const { project } = model.project.getState();
  if (project === null) return;
  try {
    const updated = await model.client.request('project.trust', { projectId: project.projectId, trust });
    model.project.setState({ project: updated, previewFailure: null });
    if (model.ui.getState().sheet === 'trust') model.ui.setState({ sheet: null });
    void refreshPreview(model);
    if (trust === 'trusted') void sampleProject(model);
  } catch (error) {
    showFailure(model, toFailure(error));
  }
}

let previewTimer: ReturnType<typeof setTimeout> | undefined;

/** Changes parameters; the timeline follows after a moment, so that a moving slider asks once. */
export function changeParams(model: Model, change: Partial<PlanParams>): void {
  model.project.setState(({ params, freeze }) => ({
    params: { ...params, ...change },
    freeze: { ...freeze, frozen: freeze.frozen === null ? null : { ...freeze.frozen, isStale: true } },
  }));
  clearTimeout(previewTimer);
  previewTimer = setTimeout(() => void refreshPreview(model), PREVIEW_DELAY_MS);
}

let previewAsked = 0;

export async function refreshPreview(model: Model): Promise<void> {
  const { project, params } = model.project.getState();
  if (project === null) return;
  const asked = ++previewAsked;
  model.project.setState({ previewPending: true });
  const { projectId, entryFile } = project;
  try {
    const preview = await model.client.request('plan.preview', {
      projectId,
      config: toRenderConfig(params, entryFile),
    });
    if (asked === previewAsked)
      model.project.setState({ preview, previewFailure: null, previewPending: false });
  } catch (error) {
    if (asked === previewAsked) {
      model.project.setState({ previewFailure: toFailure(error), previewPending: false });
    }
  }
}

/** Runs the composition on a few frames: their cost, what moves, the fonts it takes from this machine. */
export async function sampleProject(model: Model): Promise<void> {
  const { project, params } = model.project.getState();
  if (project === null || project.trust !== 'trusted') return;
  model.project.setState({ sampling: true, sampleFailure: null });
  const { projectId, entryFile } = project;
  try {
    const sample = await model.client.request('plan.sample', {
      projectId,
      config: toRenderConfig(params, entryFile),
    });
    if (model.project.getState().project?.projectId !== projectId) return;
    model.project.setState({ sample });
    void refreshPreview(model);
  } catch (error) {
    model.project.setState({ sampleFailure: toFailure(error) });
  } finally {
    model.project.setState({ sampling: false });
  }
}

/** Freezes the plan with the present settings into a folder of its own. */
export async function freezeProject(model: Model): Promise<void> {
  const { project, params, freeze } = model.project.getState();
  if (project === null || project.trust !== 'trusted' || freeze.freezing) return;
  const { projectId, entryFile } = project;
  const isStillOpen = () => model.project.getState().project?.projectId === projectId;
  model.project.setState({ freeze: { ...freeze, freezing: true, freezeFailure: null } });
  try {
    const config = toRenderConfig(params, entryFile);
    const frozen = await model.client.request('plan.freeze', { projectId, config });
    const isStale = model.project.getState().params !== params;
    if (isStillOpen()) model.project.setState({ freeze: { ...NOT_FROZEN, frozen: { ...frozen, isStale } } });
  } catch (error) {
    if (isStillOpen()) model.project.setState({ freeze: { ...NOT_FROZEN, freezeFailure: toFailure(error) } });
  }
}

/** Starts a run of the current project and goes to it. A restricted project shows the trust gate instead. */
export async function startRun(model: Model): Promise<void> {
  if (model.project.getState().starting) return;
  await trustAnswered;
  const { project, params, outputName, starting } = model.project.getState();
  if (project === null || starting) return;
  if (project.trust !== 'trusted') {
    openSheet(model, 'trust');
    return;
  }
  model.project.setState({ starting: true, startFailure: null });
  try {
    const { runId } = await model.client.request('run.start', {
      projectId: project.projectId,
      config: toRenderConfig(params, project.entryFile),
      workers: params.workers,
      outputName,
    });
    await openRun(model, runId);
  } catch (error) {
    const startFailure = toFailure(error);
    model.project.setState({ startFailure });
    showFailure(model, startFailure);
  } finally {
    model.project.setState({ starting: false });
  }
}
