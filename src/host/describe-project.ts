import { type Composition, closeOverAssets, readComposition } from '../composition/index.js';
import { type ClipJson, getDefaults, type Project } from '../contract/index.js';
import { toErrorData } from '../errors/index.js';
import { createRemoteSource } from '../offline/index.js';
import { shortenHome } from './shorten-home.js';
import { type ProjectRecord, projectName } from './stores/project-store.js';

/**
 * What a composition's files say, without running any of its scripts. What cannot be read is told in `problem`, so that a
 * broken composition can still be looked at.
 */
export async function describeProject(record: ProjectRecord, cacheDir: string): Promise<Project> {
  const base = {
    projectId: record.projectId,
    name: projectName(record.projectDir, record.entryFile),
    displayPath: shortenHome(record.projectDir),
    entryFile: record.entryFile,
    trust: record.trust,
    isSample: record.isSample,
  };
  try {
    const composition = await readComposition(record.projectDir, record.entryFile);
    return { ...base, ...(await readAssets(composition, cacheDir)) };
  } catch (error) {
    return { ...base, markup: emptyMarkup(), problem: problemOf(error) };
  }
}

async function readAssets(
  composition: Composition,
  cacheDir: string,
): Promise<Pick<Project, 'markup' | 'problem'>> {
  const defaults = getDefaults();
  const markup = {
    compositionId: composition.compositionId,
    widthPx: composition.widthPx ?? defaults.fallbackWidthPx,
    heightPx: composition.heightPx ?? defaults.fallbackHeightPx,
    fps: composition.fps ?? defaults.fallbackFps,
    durationSec: composition.durationSec,
    clips: composition.clips.map(
      (clip): ClipJson => ({
        ...clip,
        endSec: clip.endSec ?? Math.max(composition.durationSec ?? 0, clip.startSec),
      }),
    ),
    audioTracks: composition.audioTracks.map(({ where: _where, tag: _tag, ...track }) => ({
      ...track,
      durationSec: track.durationSec ?? Math.max((composition.durationSec ?? 0) - track.startSec, 0.001),
    })),
    variables: [...composition.declaredVariables],
    assetCount: 0,
    assetBytes: 0,
    warnings: [...composition.warnings],
  };
  try {
    const { projectDir, entryFile, entrySource, entryDocument } = composition;
    // Nothing is fetched for a look: what is not here yet is for the planner to get, or to name.
    const remote = await createRemoteSource({ projectDir, cacheDir, network: false });
    const closed = await closeOverAssets(projectDir, entryFile, {
      entrySource,
      entryDocument,
      remote,
      leavesUnresolved: true,
    });
    return {
      markup: {
        ...markup,
        assetCount: closed.files.length,
        assetBytes: closed.files.reduce((sum, file) => sum + file.sizeBytes, 0),
      },
      problem: null,
    };
  } catch (error) {
    return { markup, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): Project['problem'] {
  const { stack: _stack, details, ...data } = toErrorData(error);
  return { ...data, details: { ...details } };
}

function emptyMarkup(): Project['markup'] {
  const { fallbackWidthPx, fallbackHeightPx, fallbackFps } = getDefaults();
  return {
    compositionId: null,
    widthPx: fallbackWidthPx,
    heightPx: fallbackHeightPx,
    fps: fallbackFps,
    durationSec: null,
    clips: [],
    audioTracks: [],
    variables: [],
    assetCount: 0,
    assetBytes: 0,
    warnings: [],
  };
}
