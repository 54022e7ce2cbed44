import { join } from 'node:path';
import { RenderError } from '../../errors/index.js';
import { describeProject } from '../describe-project.js';
import type { HostMethods } from '../dispatch.js';
import type { HostContext } from '../host-context.js';
import { listSamples } from '../samples.js';
import { listFolder } from '../stores/list-folder.js';

type ProjectMethods = Pick<
  HostMethods,
  | 'samples.list'
  | 'samples.open'
  | 'projects.recent'
  | 'projects.forget'
  | 'project.reopen'
  | 'project.open-handle'
  | 'project.open-path'
  | 'project.trust'
  | 'folders.list'
>;

/** Opening compositions and trusting them. Nothing here runs a script. */
export function projectMethods({ options, projects }: HostContext): ProjectMethods {
  const open = async (path: string, isSample = false) =>
    describeProject(await projects.open(path, isSample), options.cacheDir);
  const browserShellOnly = () => {
    if (options.shell === 'browser') return;
    throw new RenderError(
      'PATH_NOT_ALLOWED',
      'The desktop app opens folders by its dialogs and by dropping them only.',
    );
  };
  return {
    'samples.list': () => listSamples(options.examplesDir),
    'samples.open': async ({ sampleId }) => {
      const known = (await listSamples(options.examplesDir)).some((sample) => sample.sampleId === sampleId);
      if (!known) throw new RenderError('INPUT_NOT_FOUND', `There is no sample "${sampleId}".`, { sampleId });
      return open(join(options.examplesDir, sampleId), true);
    },
    'projects.recent': () => projects.recent(),
    'projects.forget': async ({ projectId }) => {
      await projects.forget(projectId);
      return {};
    },
    'project.reopen': async ({ projectId }) => {
      const { projectDir, entryFile, isSample } = await projects.get(projectId);
      return open(join(projectDir, entryFile), isSample);
    },
    'project.open-handle': ({ handle }) => {
      const path = options.resolveHandle?.(handle) ?? null;
      if (path === null)
        throw new RenderError('PATH_NOT_ALLOWED', 'This handle was not given out by the desktop shell.');
      return open(path);
    },
    'project.open-path': ({ path }) => {
      browserShellOnly();
      return open(path);
    },
    'project.trust': async ({ projectId, trust }) =>
      describeProject(await projects.setTrust(projectId, trust), options.cacheDir),
    'folders.list': ({ path }) => {
      browserShellOnly();
      return listFolder(path);
    },
  };
}
