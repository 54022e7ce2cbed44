import { createStore } from 'zustand/vanilla';
import type {
  DoctorReport,
  FrozenPlan,
  HostOutput,
  LogLine,
  PlanPreview,
  Project,
  RecentProject,
  Resources,
  RunSnapshot,
  RunSummary,
  Sample,
  SampleReport,
  Settings,
} from '../../src/contract/index.js';
import type { ConnectionState } from '../api/index.js';
import type { LookGroup } from './chunk-state.js';
import type { Failure } from './failure.js';
import type { AxisMode, ColourMode } from './lane-modes.js';
import { DEFAULT_PARAMS, type PlanParams } from './plan-params.js';

export type View = 'home' | 'plan' | 'run' | 'history' | 'diagnostics' | 'settings';
export type InstallProgress = { readonly message: string; readonly share: number | null };

/** What the engine says about itself and the machine; lists that several screens show. Null: not known yet. */
export interface EngineState {
  readonly connection: ConnectionState;
  readonly info: HostOutput<'app.info'> | null;
  readonly machine: DoctorReport | null;
  readonly machineChecking: boolean;
  readonly machineFailure: Failure | null;
  readonly probes: HostOutput<'machine.probe-webgl'>;
  readonly probing: boolean;
  readonly installs: Readonly<Partial<Record<'browser' | 'ffmpeg', InstallProgress>>>;
  readonly samples: readonly Sample[] | null;
  readonly recent: readonly RecentProject[] | null;
  readonly runs: readonly RunSummary[] | null;
  readonly runsFailure: Failure | null;
  readonly settings: Settings | null;
  readonly resources: Resources | null;
}

/** The opened project and how it would be cut. */
export interface ProjectState {
  readonly project: Project | null;
  readonly opening: boolean;
  readonly openFailure: Failure | null;
  readonly params: PlanParams;
  readonly outputName: string | null;
  readonly preview: PlanPreview | null;
  readonly previewPending: boolean;
  readonly previewFailure: Failure | null;
  readonly sample: SampleReport | null;
  readonly sampling: boolean;
  readonly sampleFailure: Failure | null;
  readonly freeze: FreezeState;
  readonly starting: boolean;
  readonly startFailure: Failure | null;
}

/** The frozen plan of the open project. */
export interface FreezeState {
  /** `isStale`: the settings were changed since. */
  readonly frozen: (FrozenPlan & { readonly isStale: boolean }) | null;
  readonly freezing: boolean;
  readonly freezeFailure: Failure | null;
}

export const NOT_FROZEN: FreezeState = { frozen: null, freezing: false, freezeFailure: null };

/** The run that is being watched. */
export interface RunState {
  readonly runId: string | null;
  readonly snapshot: RunSnapshot | null;
  readonly paused: boolean;
  readonly failure: Failure | null;
  readonly selectedChunk: number | null;
  /** Further selected chunks (Shift or Alt+digit); always includes `selectedChunk` when there is one. */
  readonly selection: ReadonlySet<number>;
  readonly logChunk: number | null;
  readonly log: readonly LogLine[];
  readonly output: HostOutput<'run.output'>;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'info' | 'fail';
  readonly title: string;
  readonly body?: string;
}

export type SheetName = 'palette' | 'shortcuts' | 'folders' | 'trust' | 'cancel' | 'error';

/** What the window shows; nothing here is worth keeping. */
export interface UiState {
  readonly view: View;
  readonly sheet: SheetName | null;
  readonly sheetFailure: Failure | null;
  readonly inspectorOpen: boolean;
  readonly axis: AxisMode;
  readonly colour: ColourMode;
  readonly runTab: 'chunks' | 'log' | 'problems' | 'report';
  readonly groupFilter: LookGroup | null;
  readonly toasts: readonly Toast[];
  readonly politeNews: string;
  readonly urgentNews: string;
  /** Counts up when Mod+F is pressed: the visible panel focuses its search field. */
  readonly findRequest: number;
}

export const createEngineStore = () =>
  createStore<EngineState>(() => ({
    connection: { kind: 'connecting' },
    info: null,
    machine: null,
    machineChecking: false,
    machineFailure: null,
    probes: [],
    probing: false,
    installs: {},
    samples: null,
    recent: null,
    runs: null,
    runsFailure: null,
    settings: null,
    resources: null,
  }));

export const createProjectStore = () =>
  createStore<ProjectState>(() => ({
    project: null,
    opening: false,
    openFailure: null,
    params: DEFAULT_PARAMS,
    outputName: null,
    preview: null,
    previewPending: false,
    previewFailure: null,
    sample: null,
    sampling: false,
    sampleFailure: null,
    freeze: NOT_FROZEN,
    starting: false,
    startFailure: null,
  }));

export const createRunStore = () =>
  createStore<RunState>(() => ({
    runId: null,
    snapshot: null,
    paused: false,
    failure: null,
    selectedChunk: null,
    selection: new Set(),
    logChunk: null,
    log: [],
    output: null,
  }));

export const createUiStore = () =>
  createStore<UiState>(() => ({
    view: 'home',
    sheet: null,
    sheetFailure: null,
    inspectorOpen: true,
    axis: 'media',
    colour: 'state',
    runTab: 'chunks',
    groupFilter: null,
    toasts: [],
    politeNews: '',
    urgentNews: '',
    findRequest: 0,
  }));
