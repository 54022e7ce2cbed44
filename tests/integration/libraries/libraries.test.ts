import { expect, it } from 'vitest';
import { type FilmStrip, likeReference, MIN_PSNR_DB, openStudio } from './film-strip.js';
import { BLUE, type Colour, findColour, GREEN, RED, YELLOW } from './picture.js';

const FRAMES = 16;
/** The frame that is measured, at 1.2 s, and compared with the one that was looked at and kept. */
const LOOK_AT = 12;
/** Antialiased edges may fall to either side. */
const EDGE_PX = 1;

/** A colour, the edge that moves, where it is at {@link LOOK_AT}, and the rows to look in. */
type Expected = readonly [
  colour: Colour,
  edge: 'left' | 'right',
  px: number,
  rows?: readonly [number, number],
];

const LIBRARIES: Readonly<Record<string, readonly Expected[]>> = {
  'gsap-plugins': [
    [RED, 'left', 10 + 140 * 0.6 - 5],
    [GREEN, 'right', 160 * 0.6],
    [BLUE, 'left', 130 - 20 * 0.6],
    [YELLOW, 'left', 60 * 1.2],
  ],
  'scroll-trigger': [
    [RED, 'left', 150 * 0.6],
    [GREEN, 'left', 100],
  ],
  anime: [
    [RED, 'left', 60],
    [GREEN, 'left', 35],
    [BLUE, 'left', 60],
    // Its own clock begins with the length of a frame at 60 fps.
    [YELLOW, 'left', 61],
  ],
  lottie: [
    [RED, 'left', 10 + 120 * 0.6, [10, 30]],
    [RED, 'left', 10 + 120 * 0.35, [35, 55]],
    [RED, 'left', 10 + 120 * 0.6, [60, 80]],
  ],
  dotlottie: [[RED, 'left', 10 + 120 * 0.6]],
  three: [
    [RED, 'left', 10 + 120 * 0.6],
    [GREEN, 'left', 80 - 60 + 60 * 1.2 - 4],
  ],
  d3: [
    [RED, 'right', 150 * 0.6],
    [GREEN, 'right', 75 * 0.6],
  ],
  tailwind: [
    [RED, 'left', 150 * 0.6],
    [GREEN, 'left', 77],
  ],
  smil: [
    [RED, 'left', 150 * 0.6],
    [GREEN, 'left', 70],
    [BLUE, 'left', 20],
    [YELLOW, 'left', 150 * 0.6],
  ],
  iframes: [
    // Stepped: its first animation frame is frame 0.
    [RED, 'left', 7.5 * 13],
    [GREEN, 'left', 75 * 1.2],
    [BLUE, 'left', 75 * 1.2],
  ],
  'custom-elements': [
    [RED, 'left', 150 * 0.6],
    [GREEN, 'left', 150 * 0.6],
    [BLUE, 'left', 20],
  ],
  'scroll-timeline': [
    [RED, 'left', 150 * 0.6],
    // In view from 210 px (it enters) to 310 px (it has left) of scrolling.
    [GREEN, 'left', 150 * 0.9],
  ],
  // Drawn in hf-seek, in a paint event, by a shader.
  'page-canvas': [
    [RED, 'left', 150 * 0.6],
    [GREEN, 'left', 150 * 0.6],
    [BLUE, 'left', 150 * 0.6],
  ],
  // From 0.5 s to 1.5 s, from the left to 140 px.
  'view-transition': [[RED, 'left', 140 * 0.7]],
  // Told by a message, by its own animation frames, by its own interval.
  'worker-canvas': [
    [RED, 'left', 75 * 1.2],
    [GREEN, 'left', 75 * 1.2],
    [BLUE, 'left', 75 * 1.2],
  ],
  'web-audio': [
    [RED, 'left', 75 * 1.2],
    [GREEN, 'left', 75 * 1.2],
  ],
};

const studio = await openStudio();

it.each(Object.entries(LIBRARIES))(
  '%s: is at its place, in one chunk and in four',
  async (fixture, expected) => {
    const film = await studio.film(fixture, FRAMES);
    expect(film.differing).toEqual([]);
    const found = expected.map(([colour, edge, , rows]) => edgeOf(film, colour, edge, rows));
    for (const [index, [, , px]] of expected.entries()) {
      expect(Math.abs(Number(found[index]) - px), `${found}`).toBeLessThanOrEqual(EDGE_PX);
    }
    expect(likeReference(fixture, pictureAt(film, LOOK_AT))).toBeGreaterThan(MIN_PSNR_DB);
  },
);

it('css-property: a registered colour and length are interpolated', async () => {
  const film = await studio.film('css-property', FRAMES);
  expect(film.differing).toEqual([]);
  // Halfway between red and blue, halfway between 0 and 150 px.
  expect(findColour(pictureAt(film, 10), [128, 0, 128])).toMatchObject({ left: 75, right: 85 });
  expect(likeReference('css-property', pictureAt(film, LOOK_AT))).toBeGreaterThan(MIN_PSNR_DB);
});

function edgeOf(
  film: FilmStrip,
  colour: Colour,
  edge: 'left' | 'right',
  rows?: readonly [number, number],
): number | undefined {
  return findColour(pictureAt(film, LOOK_AT), colour, rows)?.[edge];
}

function pictureAt(film: FilmStrip, frame: number): FilmStrip['pictures'][number] {
  const picture = film.pictures[frame];
  if (picture === undefined) throw new Error(`there is no frame ${frame}`);
  return picture;
}
