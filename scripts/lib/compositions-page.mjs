import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is supported, a fixture for each: add a line here, and `npm run docs:compositions`. `from` is a text on the first
 * line of the example in the fixture, `lines` how many lines it has.
 */
export const SUPPORTED = [
  {
    title: 'GSAP timelines',
    text: 'Paused timelines in `window.__timelines`, by the id of their composition.',
    fixture: 'gsap-timeline',
    from: 'const timeline = gsap.timeline',
    lines: 2,
  },
  {
    title: 'CSS keyframes',
    text: 'With `data-no-timeline` nobody waits for a timeline.',
    fixture: 'css-keyframes',
    from: 'data-composition-id',
    lines: 1,
  },
  {
    title: 'Web Animations',
    text: '`element.animate()`, with delays and fills; times count from the clip around the element.',
    fixture: 'waapi',
    from: '.animate(',
    lines: 4,
  },
  {
    title: 'Canvas and WebGL',
    text: 'Drawn in an `hf-seek` listener, which says the time; `waitUntil` takes a promise.',
    fixture: 'canvas-hf-seek',
    from: "addEventListener('hf-seek'",
    lines: 1,
  },
  {
    title: 'Pages that seek themselves',
    text: 'Nothing else is needed then.',
    fixture: 'own-hf',
    from: 'window.__hf',
    lines: 7,
  },
  {
    title: 'anime.js',
    text: 'Instances in `window.__hfAnime`, or `hyperframesAnime.register(id, instance)`.',
    fixture: 'libraries/anime',
    from: 'window.__hfAnime',
    lines: 1,
  },
  {
    title: 'Lottie',
    text: 'Animations in `window.__hfLottie`, and all that the global `lottie` makes.',
    fixture: 'libraries/lottie',
    from: 'window.__hfLottie',
    lines: 1,
  },
  {
    title: 'dotLottie',
    text: 'Players in `window.__hfLottie`.',
    fixture: 'libraries/dotlottie',
    from: 'window.__hfLottie',
    lines: 1,
  },
  {
    title: 'three.js',
    text: 'The time is `window.__hfThreeTime`; models may be loaded first.',
    fixture: 'libraries/three',
    from: 'window.__hfThreeTime',
    lines: 1,
  },
  {
    title: 'D3',
    text: 'Selections, scales and transitions.',
    fixture: 'libraries/d3',
    from: 'd3.scaleLinear',
    lines: 1,
  },
  {
    title: "Tailwind's browser build",
    text: 'Styles are made before the first frame.',
    fixture: 'libraries/tailwind',
    from: 'text/tailwindcss',
    lines: 1,
  },
  {
    title: 'GSAP plugins',
    text: 'Those that draw by the time of a timeline.',
    fixture: 'libraries/gsap-plugins',
    from: 'gsap.registerPlugin',
    lines: 1,
  },
  {
    title: 'SVG animation elements',
    text: '`animate`, `animateTransform`, `animateMotion`, `set`.',
    fixture: 'libraries/smil',
    from: '<animate ',
    lines: 1,
  },
  {
    title: 'Iframes',
    text: 'Of the same origin; they are brought to the frame too.',
    fixture: 'libraries/iframes',
    from: '<iframe src',
    lines: 1,
  },
  {
    title: 'View transitions',
    text: 'They run in the time of the composition.',
    fixture: 'libraries/view-transition',
    from: 'startViewTransition',
    lines: 1,
  },
  {
    title: 'Scroll-driven animations',
    text: 'Follow the scroll position that the page has.',
    fixture: 'libraries/scroll-timeline',
    from: 'animation-timeline',
    lines: 1,
  },
  {
    title: 'A composition in another, with values of its own',
    text: 'Any number of times. Times inside count from the start of the host, less `data-playback-start`.',
    fixture: 'sub-twice',
    from: 'data-playback-start',
    lines: 2,
    before: 1,
  },
  {
    title: 'Compositions inside compositions',
    text: 'At any depth; styles, ids, keyframes and scripts of different files do not meet.',
    fixture: 'sub-nested',
    file: 'compositions/outer.html',
    from: 'data-composition-src',
    lines: 1,
  },
  {
    title: 'Starts after other clips',
    text: 'Relative to the end of a clip: by its id, with an offset. Names are looked for in the own file first.',
    fixture: 'sub-nested',
    file: 'compositions/middle.html',
    from: 'data-start="b + 0.1"',
    lines: 3,
  },
  {
    title: 'Hidden clips',
    text: 'Not seen and not heard.',
    fixture: 'sub-nested',
    file: 'compositions/middle.html',
    from: 'data-hidden',
    lines: 1,
  },
  {
    title: 'Variables: declared',
    text: 'Types: string, number, color, boolean, enum, font, image. Set with `--variables values.json`, or per row with `--batch rows.csv`.',
    fixture: 'variables',
    from: '"headline"',
    lines: 3,
  },
  {
    title: 'Variables: used',
    text: 'As text, as source, in CSS as `var(--id)`, and by scripts with `window.__hyperframes.getVariables()`.',
    fixture: 'variables',
    from: 'data-var-src',
    lines: 1,
  },
  {
    title: 'Pages with state',
    text: 'Animation frames, timers and random numbers follow the frame; every frame is stepped through from the first.',
    fixture: 'stateful',
    from: 'requestAnimationFrame',
    lines: 1,
  },
  {
    title: 'Sound',
    text: '`data-start`, `data-duration`, `data-media-start`, `data-playback-rate`, `data-volume`, `loop`, `muted`.',
    fixture: 'audio',
    from: '<audio',
    lines: 1,
  },
];

const page = (content, attributes = 'data-duration="2"') =>
  `<main data-composition-id="main" ${attributes}>${content}</main>`;
const host = '<div id="slot" data-composition-src="compositions/card.html"></div>';
const card = (content) => `<template><div data-composition-id="card">${content}</div></template>`;

/** What is refused, a small project for each; the message is what the planner says of it. */
export const REFUSED = [
  { what: 'a file that is not there', files: { 'index.html': page(host) } },
  { what: 'an empty composition', files: { 'index.html': page('') } },
  {
    what: 'an empty sub-composition',
    files: { 'index.html': page(host), 'compositions/card.html': '<template></template>' },
  },
  {
    what: 'files that show each other',
    files: { 'index.html': page(host), 'compositions/card.html': card(host) },
  },
  {
    what: 'starts that wait for each other',
    files: {
      'index.html': page(
        '<p id="a" data-start="b" data-duration="1">a</p><p id="b" data-start="a" data-duration="1">b</p>',
      ),
    },
  },
  {
    what: 'a start after an unknown clip',
    files: { 'index.html': page('<p id="a" data-start="ghost + 1">a</p>') },
  },
  { what: 'an endless duration', files: { 'index.html': page('<p>a</p>', 'data-duration="Infinity"') } },
  {
    what: 'the same id twice',
    files: { 'index.html': page('<p id="a" data-start="0">a</p><p id="a" data-start="1">b</p>') },
  },
  {
    what: 'a declaration that cannot be read',
    files: { 'index.html': page('<p>a</p>', `data-duration="1" data-composition-variables='[{"id":"a"}]'`) },
  },
];

/**
 * The page as Markdown.
 * @param fixtures folder of the fixtures.
 * @param refuse plans a project of some files; resolves to the error.
 */
export async function writePage(fixtures, refuse) {
  const supported = SUPPORTED.map((entry) => {
    const { title, text, fixture, file = 'index.html' } = entry;
    const language =
      /\.html$/.test(file) && readExample(fixtures, entry).trimStart().startsWith('<') ? 'html' : 'js';
    return `### ${title}\n\n${text}\n\n\`\`\`${language}\n${readExample(fixtures, entry)}\n\`\`\`\n\nFixture: \`tests/fixtures/${fixture}/${file}\`\n`;
  });
  const refused = [];
  for (const { what, files } of REFUSED) {
    const { code, message } = await refuse(files);
    refused.push(
      `### ${what[0].toUpperCase()}${what.slice(1)}\n\n\`${code}\`: ${message.replaceAll('<', '&lt;')}\n`,
    );
  }
  return [
    '# What a composition may be\n',
    'Written by `npm run docs:compositions` from the fixtures that tests render, and from what the planner says. Captured frames of each are',
    'the same for one chunk and for many.\n',
    '## Supported\n',
    ...supported,
    '## Refused, before anything is rendered\n',
    ...refused,
  ].join('\n');
}

function readExample(fixtures, { title, fixture, file = 'index.html', from, lines: count, before = 0 }) {
  const lines = readFileSync(join(fixtures, fixture, file), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.includes(from));
  if (start < 0) throw new Error(`"${title}": ${fixture}/${file} has no line with ${from}`);
  const taken = lines.slice(start - before, start - before + count);
  const indent = Math.min(...taken.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return taken.map((line) => line.slice(indent)).join('\n');
}
