import { RenderError } from '../errors/index.js';
import type { ProjectRecord } from './stores/project-store.js';

/** Lets a trusted project pass. @throws PATH_NOT_ALLOWED for one whose scripts may not run. */
export function requireTrust(project: ProjectRecord): ProjectRecord {
  if (project.trust === 'trusted') return project;
  const fix = 'Trust the project first: its scripts run in a browser on this computer, without network.';
  throw new RenderError('PATH_NOT_ALLOWED', `This project is restricted; nothing of it is run. ${fix}`, {
    fix,
    untrusted: true,
  });
}
