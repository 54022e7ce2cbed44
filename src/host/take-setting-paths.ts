import type { HostCheckedInput, Settings } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { EngineHostOptions } from './engine-host-options.js';

type SettingsChange = HostCheckedInput<'settings.set'>;

const PATH_FIELDS = ['outputFolder', 'browserPath', 'ffmpegPath'] as const;

/**
 * Puts the paths into a change of settings. In the browser shell they are what a person typed. The desktop's page has only
 * handles, of paths that a dialog gave: what it could name itself, it could also have started.
 * @throws PATH_NOT_ALLOWED on the desktop for a text that is no handle and not what is set already.
 */
export function takeSettingPaths(
  change: SettingsChange,
  before: Settings,
  { shell, resolveHandle }: Pick<EngineHostOptions, 'shell' | 'resolveHandle'>,
): SettingsChange {
  if (shell === 'browser') return change;
  const taken = { ...change };
  for (const field of PATH_FIELDS) {
    const value = change[field];
    if (value === undefined || value === null || value === before[field]) continue;
    const path = resolveHandle?.(value) ?? null;
    if (path === null) {
      throw new RenderError(
        'PATH_NOT_ALLOWED',
        `${field}: the desktop app takes paths from its dialogs only.`,
        {
          field,
        },
      );
    }
    taken[field] = path;
  }
  return taken;
}
