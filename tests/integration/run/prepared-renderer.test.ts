import { join } from 'node:path';
import { expect, it } from 'vitest';
import { browserKindOf } from '#src/chunk/browser-kind.js';
import { createChunkRenderer } from '#src/chunk/chunk-renderer.js';
import { plan, readPlan } from '#src/plan/index.js';
import { useTinyProject } from './tiny-project.js';

const place = useTinyProject(0.2);

it('starts one browser when it is told to prepare one while a chunk already asks for it', async () => {
  const planDir = join(place.dir, 'plan');
  await plan(place.projectDir, { captureMode: 'screenshot' }, planDir);
  const kind = browserKindOf(await readPlan(planDir));
  const spawned: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const renderer = createChunkRenderer({
    onSpawn: (pid, what) => {
      if (what === 'browser') spawned.push(pid);
    },
    takeLaunchTurn: async () => {
      mostOpen = Math.max(mostOpen, ++open);
      return () => {
        open -= 1;
      };
    },
  });
  try {
    const rendering = renderer.render(planDir, 0, join(place.dir, 'chunk.mp4'));
    renderer.prepare(kind);
    expect(await rendering).toMatchObject({ framesEncoded: 6 });
    renderer.prepare(kind);
    expect(await renderer.render(planDir, 0, join(place.dir, 'again.mp4'))).toMatchObject({
      framesEncoded: 6,
    });
  } finally {
    await renderer.close();
  }
  expect(spawned).toHaveLength(1);
  expect(mostOpen).toBe(1);
});
