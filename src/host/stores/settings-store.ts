import { type Settings, settingsSchema } from '../../contract/index.js';
import { type JsonStore, openJsonStore } from './json-store.js';

/** Opens the settings of a data folder; what was never set has its default. */
export function openSettingsStore(path: string): JsonStore<Settings> {
  return openJsonStore(path, settingsSchema, settingsSchema.parse({}));
}
