import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { forFiles } from '#src/files/index.js';

it('keeps the order, whichever is done first, and works on some at a time', async () => {
  let atWork = 0;
  let most = 0;
  const results = await forFiles([5, 1, 3, ...Array.from({ length: 40 }, () => 1)], async (ms) => {
    atWork += 1;
    most = Math.max(most, atWork);
    await sleep(ms);
    atWork -= 1;
    return ms;
  });
  expect(results.slice(0, 3)).toEqual([5, 1, 3]);
  expect(results).toHaveLength(43);
  expect(most).toBe(8);
});

it('throws the error of the first file that has one, once nothing is at work any more', async () => {
  let atWork = 0;
  const failing = forFiles(['late', 'early', 'fine'], async (name) => {
    atWork += 1;
    await sleep(name === 'late' ? 10 : 1);
    atWork -= 1;
    if (name !== 'fine') throw new Error(name);
  });
  await expect(failing).rejects.toThrow('late');
  expect(atWork).toBe(0);
});
