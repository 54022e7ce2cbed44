import { expect, it } from 'vitest';
import { openStudio } from './film-strip.js';

const studio = await openStudio();

const MOVING_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"><animate attributeName="x" to="9" dur="1s" /></rect></svg>';

/** Pages that cannot be brought to a frame, and how the refusal begins. */
const REFUSED: Readonly<Record<string, { files: Readonly<Record<string, string>>; message: RegExp }>> = {
  'sound that is analysed while it plays': {
    files: {
      'index.html': `<script>
        const context = new AudioContext();
        const analyser = new AnalyserNode(context);
        document.addEventListener('hf-seek', () => analyser.getByteFrequencyData(new Uint8Array(8)));
      </script>`,
    },
    message: /^AnalyserNode\.getByteFrequencyData reads the sound of an AudioContext/,
  },
  'a sandboxed iframe': {
    files: {
      'index.html': '<iframe id="inner" sandbox="allow-scripts" src="inner.html"></iframe>',
      'inner.html': 'moves by itself',
    },
    message: /^iframe#inner holds a document of another origin/,
  },
  'an iframe with a data: address': {
    files: { 'index.html': '<iframe class="inner" src="data:text/html,moves"></iframe>' },
    message: /^iframe\.inner holds a document of another origin/,
  },
  'a worker of a worker': {
    files: {
      'index.html': "<script>new Worker('outer.js')</script>",
      'outer.js': "new Worker('inner.js')",
      'inner.js': '',
    },
    message: /^A worker starts another worker \(inner\.js\)/,
  },
  'a canvas that goes to a worker by a port': {
    files: {
      'index.html': `<canvas id="stage"></canvas><script>
        const { port1, port2 } = new MessageChannel();
        new Worker('draw.js').postMessage('hear', [port2]);
        const canvas = document.getElementById('stage').transferControlToOffscreen();
        port1.postMessage(canvas, [canvas]);
      </script>`,
      'draw.js': '',
    },
    message: /^canvas#stage is drawn by somebody who does not follow the frames/,
  },
  'an SVG image that animates itself': {
    files: { 'index.html': '<img id="logo" src="logo.svg">', 'logo.svg': MOVING_SVG },
    message: /^img#logo shows logo\.svg, an SVG that animates itself/,
  },
  'a CSS background that animates itself': {
    files: {
      'index.html': '<p style="background: url(logo.svg)">A</p>',
      'logo.svg': MOVING_SVG.replace(/<animate.*\/>/, '').replace(
        '<rect',
        '<style>@keyframes a{}</style><rect',
      ),
    },
    message: /^p shows logo\.svg, an SVG that animates itself/,
  },
};

it.each(Object.entries(REFUSED))('refuses %s by name', async (_name, { files, message }) => {
  const refusal = await studio.refusalOf(files);
  expect(refusal).toMatchObject({ code: 'COMPOSITION_INVALID', message: expect.stringMatching(message) });
  expect(refusal).toMatchObject({ details: { fix: expect.stringMatching(/./) } });
});

it('waits for what a worker answers, with its clock and its randomness, and names what it throws', async () => {
  // Waits for an answer that takes a timer and a file; shows what came; the numbers must be those of every run.
  const answering = {
    'index.html': `<p id="out"></p><script>
      const worker = new Worker('answer.js');
      worker.onmessage = ({ data }) => { done(data); };
      let done;
      document.addEventListener('hf-seek', ({ detail }) => {
        worker.postMessage(detail.time);
        detail.waitUntil(new Promise((resolve) => { done = resolve; }).then((answer) => {
          if (answer[0] !== detail.time * 1000 || answer[1] !== 'file') throw new Error(String(answer));
        }));
      });
    </script>`,
    'answer.js': `onmessage = async () => {
      const text = await (await fetch('file.txt')).text();
      setTimeout(() => postMessage([performance.now(), text]), 30);
    };`,
    'file.txt': 'file',
  };
  expect(await studio.refusalOf(answering)).toBe(null);
  const throwing = {
    'index.html': "<script>new Worker('bad.js')</script>",
    'bad.js': "throw new Error('broken on purpose')",
  };
  expect(await studio.refusalOf(throwing)).toMatchObject({
    code: 'COMPOSITION_ERROR',
    message: expect.stringContaining('broken on purpose (worker bad.js:1)'),
  });
});

it('takes an SVG image that stands still, and an OfflineAudioContext that is analysed', async () => {
  const index = `<img src="logo.svg"><iframe srcdoc="still"></iframe><script>
    const offline = new OfflineAudioContext(1, 800, 8000);
    new AnalyserNode(offline).getByteFrequencyData(new Uint8Array(8));
  </script>`;
  const still = MOVING_SVG.replace(/<animate.*\/>/, '');
  expect(await studio.refusalOf({ 'index.html': index, 'logo.svg': still })).toBe(null);
});
