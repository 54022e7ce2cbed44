import type { Settings } from '../../src/contract/index.js';
import { toFailure } from './failure.js';
import type { Model } from './model.js';
import { showFailure, showToast } from './ui-actions.js';

/** Asks for everything the first screens show. Called after each connect. */
export async function refreshEngine(model: Model): Promise<void> {
  const { client, engine } = model;
  const quietly = <T>(promise: Promise<T>, use: (value: T) => void) => promise.then(use, () => undefined);
  await Promise.all([
    quietly(client.request('app.info', {}), (info) => engine.setState({ info })),
    quietly(client.request('settings.get', {}), (settings) => engine.setState({ settings })),
    quietly(client.request('samples.list', {}), (samples) => engine.setState({ samples })),
    quietly(client.request('resources.now', {}), (resources) => engine.setState({ resources })),
    refreshRecent(model),
    refreshRuns(model),
    checkMachine(model),
  ]);
}

export async function refreshRecent(model: Model): Promise<void> {
  try {
    model.engine.setState({ recent: await model.client.request('projects.recent', {}) });
  } catch {
    model.engine.setState(({ recent }) => ({ recent: recent ?? [] }));
  }
}

export async function refreshRuns(model: Model): Promise<void> {
  try {
    model.engine.setState({ runs: await model.client.request('runs.list', {}), runsFailure: null });
  } catch (error) {
    model.engine.setState({ runsFailure: toFailure(error) });
  }
}

/** The check that was asked for last; one that was asked for with older settings may end after it. */
const newestCheck = new WeakMap<Model, symbol>();

export async function checkMachine(model: Model): Promise<void> {
  const mine = Symbol('check');
  newestCheck.set(model, mine);
  const show = (state: Partial<ReturnType<Model['engine']['getState']>>) => {
    if (newestCheck.get(model) === mine) model.engine.setState(state);
  };
  show({ machineChecking: true });
  try {
    const machine = await model.client.request('machine.check', {});
    show({ machine, machineFailure: null });
  } catch (error) {
    show({ machineFailure: toFailure(error) });
  } finally {
    show({ machineChecking: false });
  }
}

export async function probeWebgl(model: Model): Promise<void> {
  model.engine.setState({ probing: true });
  try {
    model.engine.setState({
      probes: await model.client.request('machine.probe-webgl', { sessions: probeCount(model) }),
    });
  } catch (error) {
    showFailure(model, toFailure(error));
  } finally {
    model.engine.setState({ probing: false });
  }
}

/** As many as the run has workers, or as the open plan would have. */
function probeCount(model: Model): number {
  const workers =
    model.run.getState().snapshot?.budget?.workers ??
    model.project.getState().preview?.workers ??
    model.engine.getState().machine?.machine.cpuCount ??
    1;
  return Math.max(1, Math.min(16, Math.floor(workers)));
}

export async function installTool(model: Model, tool: 'browser' | 'ffmpeg'): Promise<void> {
  const setProgress = (progress: { message: string; share: number | null } | undefined) =>
    model.engine.setState(({ installs }) => {
      const { [tool]: _, ...rest } = installs;
      return { installs: progress === undefined ? rest : { ...rest, [tool]: progress } };
    });
  setProgress({ message: 'Starting…', share: null });
  try {
    const { why } = await model.client.request('machine.install', { tool });
    showToast(model, {
      tone: 'ok',
      title: tool === 'browser' ? 'Browser installed' : 'FFmpeg installed',
      body: why,
    });
    await checkMachine(model);
  } catch (error) {
    showFailure(model, toFailure(error));
  } finally {
    setProgress(undefined);
  }
}

/** Changes settings at once and keeps what the host made of them; on failure the old values come back. */
export async function changeSettings(model: Model, change: Partial<Settings>): Promise<void> {
  const before = model.engine.getState().settings;
  if (before !== null) model.engine.setState({ settings: { ...before, ...change } });
  try {
    model.engine.setState({ settings: await model.client.request('settings.set', change) });
  } catch (error) {
    model.engine.setState({ settings: before });
    showFailure(model, toFailure(error));
  }
}
