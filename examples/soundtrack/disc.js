// Draws the score as a disc that turns once in ten seconds: time runs clockwise, every voice has its ring, and what
// passes the needle at the top lights up. All of it follows from the time that `hf-seek` brings.

const { beat, length, notes } = window.SCORE;
const CENTRE = { x: 868, y: 360 };
const TURN = 2 * Math.PI;
const EASE_OUT = 'cubic-bezier(0.16, 1, 0.3, 1)';
const GLOWS = ['#5a2a6e', '#2a3a7e', '#8a3a5c', '#a2503a'];

/** Radius by pitch for voices that play tunes; one ring for the others. */
const RINGS = {
  bell: { radius: ({ pitch }) => 268 + (pitch - 76) * 4.2, width: 9, colour: '#fdf6ea' },
  keys: { radius: ({ pitch }) => 186 + (pitch - 73) * 4.6, width: 8, colour: '#f6a15b' },
  pad: { radius: ({ pitch }) => 134 + (pitch - 61) * 2.6, width: 3, colour: '#c9558a' },
  bass: { radius: () => 112, width: 12, colour: '#8f5bb5' },
  snap: { radius: () => 88, width: 12, colour: '#e4605a' },
  hat: { radius: () => 72, width: 4, colour: '#e9c9b0' },
};

const canvas = document.querySelector('#disc');
// Drawn by the CPU: smoother edges than a software GPU gives, and quicker.
const context = canvas.getContext('2d', { willReadFrequently: true });

/** 0 before a note, 1 as it starts, falling within `seconds`. */
function hit(note, time, seconds) {
  return time < note.time ? 0 : Math.exp(-(time - note.time) / seconds);
}

const smooth = (from, to, value) => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Soft light behind the disc; each bar has its colour and fades into the next. */
function drawGlow(time, kick) {
  GLOWS.forEach((colour, bar) => {
    const start = bar * 4 * beat;
    const strength =
      (bar === 0 ? 1 : smooth(start - 0.4, start + 0.4, time)) *
      (1 - smooth(start + 4 * beat - 0.4, start + 4 * beat + 0.4, time));
    if (strength === 0) return;
    const gradient = context.createRadialGradient(CENTRE.x, CENTRE.y, 0, CENTRE.x, CENTRE.y, 560);
    gradient.addColorStop(0, colour);
    gradient.addColorStop(1, `${colour}00`);
    context.globalAlpha = strength * (0.6 + 0.2 * kick);
    context.fillStyle = gradient;
    context.fillRect(0, 0, canvas.width, canvas.height);
  });
  context.globalAlpha = 1;
}

function drawGrooves() {
  context.lineWidth = 1;
  context.strokeStyle = '#fdf6ea';
  context.globalAlpha = 0.08;
  for (const radius of [72, 88, 112, 172, 248, 322]) {
    context.beginPath();
    context.arc(0, 0, radius, 0, TURN);
    context.stroke();
  }
  // The four bars and their beats.
  for (let index = 0; index < 16; index++) {
    const angle = (index / 16) * TURN;
    context.globalAlpha = index % 4 === 0 ? 0.3 : 0.1;
    context.beginPath();
    context.moveTo(Math.sin(angle) * 66, -Math.cos(angle) * 66);
    context.lineTo(Math.sin(angle) * 322, -Math.cos(angle) * 322);
    context.stroke();
  }
}

/** A note as an arc from its start to its end: dim ahead of the needle, bright while it sounds, warm after. */
function drawNote(note, time) {
  const ring = RINGS[note.voice];
  if (ring === undefined) return;
  const radius = ring.radius(note);
  const light = hit(note, time, 0.35);
  const held = time >= note.time && time < note.time + note.length ? 0.5 : 0;
  const from = (note.time / length) * TURN - TURN / 4;
  const to = from + (Math.max(note.length - 0.06, 0.03) / length) * TURN;
  context.globalAlpha = time < note.time ? 0.2 : Math.min(1, 0.52 + held + light);
  context.strokeStyle = ring.colour;
  context.lineWidth = ring.width * (1 + 0.7 * light * note.gain);
  context.beginPath();
  context.arc(0, 0, radius, from, to);
  context.stroke();
  if (note.voice === 'bell' && light > 0.02) drawRipple(radius, from, light, ring.colour);
}

function drawRipple(radius, angle, light, colour) {
  context.globalAlpha = light * 0.5;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(Math.cos(angle) * radius, Math.sin(angle) * radius, 10 + (1 - light) * 64, 0, TURN);
  context.stroke();
}

function drawNeedle(kick) {
  context.globalAlpha = 1;
  context.fillStyle = '#e4605a';
  context.beginPath();
  context.arc(CENTRE.x, CENTRE.y, 32 + 17 * kick, 0, TURN);
  context.fill();
  context.fillStyle = '#fdf6ea';
  context.fillRect(CENTRE.x - 1, 22, 2, CENTRE.y - 88);
  context.beginPath();
  context.arc(CENTRE.x, 22, 6, 0, TURN);
  context.fill();
}

function draw(time) {
  const kick = notes
    .filter(({ voice }) => voice === 'kick')
    .reduce((sum, note) => Math.max(sum, hit(note, time, 0.16) * note.gain), 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  drawGlow(time, kick);
  context.save();
  context.translate(CENTRE.x, CENTRE.y);
  context.rotate((-time / length) * TURN);
  context.lineCap = 'round';
  drawGrooves();
  for (const note of notes) drawNote(note, time);
  context.restore();
  drawNeedle(kick);
}

/** Sixteen dots that fill as the beats pass. */
function playBeats() {
  const row = document.querySelector('#beats');
  for (let index = 0; index < 16; index++) {
    const dot = document.createElement('i');
    row.append(dot);
    dot.animate(
      { opacity: [0.22, 1], transform: ['none', 'scale(1.5)', 'none'] },
      { delay: index * beat * 1000, duration: 380, easing: EASE_OUT, fill: 'both' },
    );
  }
}

playBeats();
for (const chord of document.querySelectorAll('.chord')) {
  chord.animate(
    { opacity: [0, 1], transform: ['translateY(36px)', 'none'] },
    { duration: 700, easing: EASE_OUT, fill: 'both' },
  );
}
draw(0);
window.addEventListener('hf-seek', ({ detail }) => draw(detail.time));
