// Entrances are Web Animations; lines, bars and counting numbers are a pure function of the time of the last seek.
// Nothing is written to the page that is already there, so the parts that hold cost no capture.

const { years, series } = window.TRIPS;
const SVG = 'http://www.w3.org/2000/svg';
const PLOT = { left: 64, right: 950, top: 12, bottom: 452, max: 450 };
const LINES_FROM = 0.7;
const LINES_TO = 3.2;
const NOTE_AT = 3.6;
const BARS_FROM = 4.2;
const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';

const x = (index) => PLOT.left + ((PLOT.right - PLOT.left) * index) / (years.length - 1);
const y = (value) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / PLOT.max;
const clamp = (value) => Math.min(1, Math.max(0, value));
const easeOut = (value) => 1 - (1 - value) ** 4;
const easeInOut = (value) => (value < 0.5 ? 4 * value ** 3 : 1 - (2 - 2 * value) ** 3 / 2);
const round = (value) => Math.round(value * 100) / 100;

function svg(name, attributes, parent, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Times in seconds from the start of the element's clip. */
function enter(element, at, from = 'translateY(28px)') {
  element.animate(
    { opacity: [0, 1], transform: [from, 'none'] },
    { delay: at * 1000, duration: 900, easing: EASE_OUT, fill: 'both' },
  );
}

/** The value of a series at a fractional index. */
function valueAt(values, index) {
  const before = Math.floor(index);
  const after = Math.min(before + 1, values.length - 1);
  return values[before] + (values[after] - values[before]) * (index - before);
}

function buildGrid(chart) {
  const grid = svg('g', { class: 'grid' }, chart);
  for (let value = 0; value <= 400; value += 100) {
    svg('line', { x1: PLOT.left, x2: PLOT.right, y1: y(value), y2: y(value) }, grid);
    svg('text', { x: PLOT.left - 16, y: y(value) + 7, 'text-anchor': 'end' }, grid, value);
  }
  for (const [index, year] of years.entries()) {
    if (index % 2 === 0)
      svg('text', { x: x(index), y: PLOT.bottom + 40, 'text-anchor': 'middle' }, grid, year);
  }
  enter(grid, 0, 'none');
}

function buildSeries(chart) {
  return series.map(({ id, label, values }) => {
    const group = svg('g', { class: `series ${id}` }, chart);
    return {
      label,
      values,
      path: svg('path', { d: '' }, group),
      tip: svg('circle', { r: id === 'bicycle' ? 13 : 10 }, group),
      text: svg('text', {}, group),
    };
  });
}

function buildNote(chart) {
  const index = years.indexOf(2022);
  const bicycle = series.find(({ id }) => id === 'bicycle');
  const note = svg('g', { class: 'note' }, chart);
  svg('line', { x1: x(index), x2: x(index), y1: y(bicycle.values[index]) - 24, y2: y(432) }, note);
  svg('text', { x: x(index) - 18, y: y(418), 'text-anchor': 'end' }, note, '2022: more bicycles than cars');
  enter(note, NOTE_AT - 0.5, 'translateY(20px)');
}

function buildBars() {
  const list = document.querySelector('#bars ul');
  return window.DISTRICTS.map(({ name, share }, index) => {
    const row = document.createElement('li');
    const bar = document.createElement('div');
    const fill = document.createElement('i');
    const value = document.createElement('output');
    bar.className = 'bar';
    bar.append(fill, value);
    row.append(name, bar);
    list.append(row);
    enter(row, 0.15 + index * 0.07, 'none');
    return { share, fill, value, from: BARS_FROM + index * 0.09 };
  });
}

function drawLine({ label, values, path, tip, text }, index) {
  const points = values
    .slice(0, Math.floor(index) + 1)
    .map((value, at) => `${round(x(at))} ${round(y(value))}`);
  const value = valueAt(values, index);
  const left = round(x(index));
  const top = round(y(value));
  setAttribute(path, 'd', `M${points.join('L')}L${left} ${top}`);
  setAttribute(tip, 'cx', left);
  setAttribute(tip, 'cy', top);
  setAttribute(text, 'x', left + 26);
  setAttribute(text, 'y', top + 9);
  setText(text, `${label} ${Math.round(value)}`);
}

function drawBar({ share, fill, value, from }, time) {
  const progress = easeOut(clamp((time - from) / 1.3));
  const width = `${round(progress * share * 14)}px`;
  if (fill.style.width !== width) fill.style.width = width;
  setText(value, `${Math.round(progress * share)} %`);
}

/** A label gives way to those of the series drawn above it while they pass each other. */
function drawLabels(index) {
  for (const [order, { values, text }] of lines.entries()) {
    const above = lines
      .slice(order + 1)
      .map((other) => Math.abs(y(valueAt(other.values, index)) - y(valueAt(values, index))));
    setAttribute(text, 'opacity', round(clamp((Math.min(...above, 60) - 20) / 12)));
  }
}

const chart = document.querySelector('#lines svg');
buildGrid(chart);
buildNote(chart);
const lines = buildSeries(chart);
const bars = buildBars();
const bicycle = lines.at(-1);
const [trips, year, growth] = ['#trips', '#year', '#growth'].map((id) => document.querySelector(id));

enter(document.querySelector('.kicker'), 0.05);
for (const [index, word] of document.querySelectorAll('h1 span').entries()) enter(word, 0.12 + index * 0.09);
for (const [index, part] of document.querySelectorAll('#figure p').entries()) enter(part, index * 0.08);
enter(document.querySelector('#lines h2'), 0);
enter(document.querySelector('#bars h2'), 0);

function draw(time) {
  const progress = easeInOut(clamp((time - LINES_FROM) / (LINES_TO - LINES_FROM)));
  const index = progress * (years.length - 1);
  for (const line of lines) drawLine(line, index);
  drawLabels(index);
  for (const bar of bars) drawBar(bar, time);
  const now = valueAt(bicycle.values, index);
  setText(trips, (Math.round(now) * 1000).toLocaleString('en'));
  setText(year, String(years[Math.floor(index)]));
  setText(growth, String(Math.round((now / bicycle.values[0] - 1) * 100)));
}

draw(0);
window.addEventListener('hf-seek', ({ detail }) => draw(detail.time));
