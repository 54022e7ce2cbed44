// `npm run package` and `npm run make`: Electron Forge by its API, because its command line refuses Node 20.
//   [--platform linux|darwin|win32] [--arch x64|arm64]  for another system than this one
//   [--targets zip,deb,…]                               make: only these of forge.config.ts
import './lib/node-20.mjs';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root } from './lib/run-step.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { platform: { type: 'string' }, arch: { type: 'string' }, targets: { type: 'string' } },
});
const [task] = positionals;
if (task !== 'package' && task !== 'make') throw new Error('usage: node scripts/forge.mjs package|make');

await ensureBuilt();
const { api } = await import('@electron-forge/core');
const where = {
  dir: root,
  interactive: true,
  ...(values.platform === undefined ? {} : { platform: values.platform }),
  ...(values.arch === undefined ? {} : { arch: values.arch }),
};
const targets = values.targets?.split(',');
const results =
  task === 'package'
    ? await api.package(where)
    : await api.make({ ...where, ...(targets === undefined ? {} : { overrideTargets: targets }) });
for (const { packagedPath, artifacts = [packagedPath] } of results) {
  for (const path of artifacts) console.log(path);
}
