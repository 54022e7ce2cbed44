import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHECKOUT, expect, test } from './framelane.js';

const execFileAsync = promisify(execFile);

test('the packed package, installed elsewhere, runs and can be imported', async ({ framelane }) => {
  test.setTimeout(300_000);
  const npm = (args: string[], cwd: string) =>
    execFileAsync('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd,
      maxBuffer: 1 << 24,
    });
  await npm(['pack', '--ignore-scripts', '--pack-destination', framelane.dir], CHECKOUT);
  const tarball = (await readdir(framelane.dir)).find((name) => name.endsWith('.tgz')) ?? '';
  expect(tarball).toMatch(/^framelane-\d/);
  await writeFile(join(framelane.dir, 'package.json'), '{"name":"user","private":true,"type":"module"}');
  await npm(['install', `./${tarball}`], framelane.dir);

  const doctor = await execFileAsync('npx', ['--no-install', 'framelane', 'doctor', '--json'], {
    cwd: framelane.dir,
  });
  expect(JSON.parse(doctor.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'result' });

  await writeFile(
    join(framelane.dir, 'use.js'),
    `import * as framelane from 'framelane';
import * as distributed from 'framelane/distributed';
console.log(JSON.stringify([typeof framelane.createRenderJob, typeof distributed.plan, typeof framelane.distributed.assemble]));
`,
  );
  const used = await execFileAsync(process.execPath, ['use.js'], { cwd: framelane.dir });
  expect(JSON.parse(used.stdout)).toEqual(['function', 'function', 'function']);
});
