// What the tools need and Node 20 does not have. Import it before them.
import fs from 'node:fs';
import { sep } from 'node:path';

// vitest's reporters group failures with it.
Map.groupBy ??= (items, keyOf) => {
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

// Electron Forge looks with it for the packages' own commands, and for nothing else. Node takes the names that a module
// of its own exports when that is first imported, so this must come before.
fs.promises.glob ??= async function* findCommands(pattern, { cwd }) {
  if (pattern !== '**/node_modules/.bin/**/*') throw new Error(`no glob for ${pattern} before Node 22`);
  for (const path of await fs.promises.readdir(cwd, { recursive: true })) {
    if (`${sep}${path}`.includes(`${sep}node_modules${sep}.bin${sep}`)) yield path;
  }
};
