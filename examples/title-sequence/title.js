// A title in three scenes. Every movement is a Web Animation whose time counts from the start of its clip.

const FPS = 30;
const DURATION = 8;
const TICKS_PER_SECOND = 10;
const TICKS = DURATION * TICKS_PER_SECOND;
const RULER_WIDTH = 1088;
const LANE_COLOURS = ['#12142b', '#2a1e4f', '#5a2a6e', '#a23a6c', '#e4605a', '#f6a15b'];
const LANE_HEIGHT = 120;

const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';
const EASE_IN_OUT = 'cubic-bezier(0.76, 0, 0.24, 1)';

/** Times in seconds. */
function animate(element, keyframes, { at = 0, lasts, easing = EASE_OUT }) {
  element.animate(keyframes, { delay: at * 1000, duration: lasts * 1000, easing, fill: 'both' });
}

/** Wraps every character in a mask and returns the characters. */
function split(element) {
  const glyphs = [...element.textContent].map((character) => {
    const glyph = document.createElement('span');
    const inner = document.createElement('span');
    glyph.className = 'glyph';
    inner.textContent = character === ' ' ? '\u00a0' : character;
    glyph.append(inner);
    return glyph;
  });
  element.replaceChildren(...glyphs);
  return glyphs.map((glyph) => glyph.firstChild);
}

function playOpening() {
  const lines = [...document.querySelectorAll('#opening .line')];
  lines.forEach((line, row) => {
    const parts = line.matches('[data-split]') ? [line] : [...line.querySelectorAll('[data-split]')];
    parts.flatMap(split).forEach((glyph, column) => {
      animate(
        glyph,
        { transform: ['translateY(125%) rotate(9deg)', 'none'] },
        { at: 0.12 + row * 0.16 + column * 0.026, lasts: 0.95 },
      );
    });
    animate(line, { transform: ['none', 'translateX(-14px)'] }, { at: 0.9, lasts: 2, easing: 'linear' });
  });

  const ruler = document.querySelector('.ruler');
  for (let index = 0; index <= TICKS; index++) {
    const tick = document.createElement('i');
    tick.className = index % TICKS_PER_SECOND === 0 ? 'tick major' : 'tick';
    tick.style.left = `${(index / TICKS) * (RULER_WIDTH - 2)}px`;
    ruler.prepend(tick);
    animate(tick, { transform: ['scaleY(0)', 'none'] }, { at: 0.2 + index * 0.008, lasts: 0.6 });
  }
  const playhead = document.querySelector('.playhead');
  animate(playhead, { opacity: [0, 1] }, { at: 0.1, lasts: 0.3 });
  animate(playhead, { translate: ['0', `${RULER_WIDTH}px`] }, { lasts: DURATION, easing: 'linear' });
  for (const span of document.querySelectorAll('.caption span'))
    animate(span, { opacity: [0, 1] }, { at: 0.15, lasts: 0.6 });

  const counter = document.querySelector('#counter');
  window.addEventListener('hf-seek', ({ detail }) => {
    counter.textContent = `frame ${String(Math.round(detail.time * FPS)).padStart(3, '0')}`;
  });
}

function playLanes() {
  const scene = document.querySelector('#lanes');
  LANE_COLOURS.forEach((colour, index) => {
    const side = index % 2 === 0 ? -1 : 1;
    const lane = document.createElement('div');
    const word = document.createElement('b');
    lane.className = 'lane';
    lane.style.top = `${index * LANE_HEIGHT}px`;
    lane.style.background = colour;
    word.style.top = `${-index * LANE_HEIGHT}px`;
    word.append('many', document.createElement('br'), 'lanes');
    lane.append(word);
    scene.append(lane);

    // The lane wipes in and, at the end, out on the side it did not come from.
    animate(
      lane,
      { transform: [`translateX(${side * 100}%)`, 'none'] },
      { at: index * 0.045, lasts: 0.62, easing: EASE_IN_OUT },
    );
    lane.animate(
      { transform: ['none', `translateX(${side * -101}%)`] },
      { delay: 2600 + (5 - index) * 45, duration: 560, easing: EASE_IN_OUT, fill: 'forwards' },
    );

    // Its slice of the word runs past, each at its own speed, until all line up.
    const reach = 900 + ((index * 5) % 6) * 130;
    animate(
      word,
      { transform: [`translateX(${side * reach}px)`, 'none'] },
      { at: 0.28 + index * 0.04, lasts: 1.35 },
    );
  });
}

function playSignOff() {
  for (const [index, bar] of [...document.querySelectorAll('.mark rect')].entries()) {
    animate(
      bar,
      { transform: [`translateX(${index % 2 === 0 ? -220 : 220}px)`, 'none'], opacity: [0, 1] },
      { at: 0.5 + index * 0.07, lasts: 1 },
    );
  }
  split(document.querySelector('#sign-off h2')).forEach((glyph, index) => {
    const at = 0.42 + index * 0.05;
    animate(glyph, { transform: ['translateY(110%)', 'none'] }, { at, lasts: 1 });
    animate(glyph, { fontWeight: [200, 800] }, { at: at + 0.1, lasts: 1.15, easing: EASE_IN_OUT });
  });
  animate(
    document.querySelector('.tagline'),
    { opacity: [0, 1], transform: ['translateY(18px)', 'none'] },
    { at: 1.25, lasts: 0.9 },
  );
}

playOpening();
playLanes();
playSignOff();
