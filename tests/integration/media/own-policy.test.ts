import { expect, it } from 'vitest';
import { openWorkshop } from '../determinism/workshop.js';
import { shownNumbers } from './shown-numbers.js';

const FRAMES = 12;
const workshop = await openWorkshop();

it.each([
  ['requests', "connect-src 'none'"],
  ['images from memory', "img-src 'self'"],
  ['both', "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"],
])('a page that forbids itself %s shows its film all the same', async (_what, policy) => {
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  expect(await shownNumbers(workshop, { filmFrames: 30, frames: FRAMES, head })).toEqual(
    Array.from({ length: FRAMES }, (_, frame) => frame),
  );
});
