import { expect, it, onTestFinished } from 'vitest';
import { sampleComposition } from '#src/host/sample-composition.js';
import { cacheDirOf } from '#src/process/index.js';
import { fixtureProject } from '../../helpers/fixture-project.js';

it('looks at frames of a composition with films', async () => {
  const project = await fixtureProject('media');
  onTestFinished(() => project.remove());
  const { env } = process;
  const report = await sampleComposition(project.projectDir, {}, {}, { cacheDir: cacheDirOf(env), env });
  expect(report.samples.length).toBeGreaterThan(0);
  expect(report.samples.some(({ moving }) => moving)).toBe(true);
});
