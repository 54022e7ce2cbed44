// Composes and synthesises the soundtrack: four bars at 96 beats a minute, exactly ten seconds.
// Writes audio/four-bars.m4a (needs ffmpeg) and score.js, the same notes for the visuals.
//
//     node examples/soundtrack/make-music.mjs

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RATE = 48_000;
const BEAT = 60 / 96;
const BAR = 4 * BEAT;
const LENGTH = 4 * BAR;

const CHORDS = [
  { name: 'Bm9', bass: 'B1', tones: ['D4', 'F#4', 'A4', 'C#5'] },
  { name: 'Gmaj7', bass: 'G1', tones: ['D4', 'F#4', 'A4', 'B4'] },
  { name: 'Dmaj9', bass: 'D2', tones: ['C#4', 'E4', 'F#4', 'A4'] },
  { name: 'A6sus', bass: 'A1', tones: ['D4', 'E4', 'F#4', 'B4'] },
];
const ARPEGGIO = [0, 1, 2, 3, 2, 3, 1, 2];
/** Beat from the start, note, length in beats. */
const MELODY = [
  [1.5, 'F#5', 2],
  [4, 'A5', 2],
  [6.5, 'F#5', 1.5],
  [8, 'E5', 1.5],
  [9.5, 'F#5', 1.5],
  [11, 'A5', 1],
  [12, 'B5', 2],
  [14, 'A5', 2],
];

/** MIDI number of a note such as `F#4`. */
function midi(note) {
  const semitones = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
  return 12 * (Number(note.at(-1)) + 1) + semitones[note[0]] + (note[1] === '#' ? 1 : 0);
}

const frequency = (pitch) => 440 * 2 ** ((pitch - 69) / 12);

/** Everything that sounds, in seconds: what the synthesiser plays and what the page draws. */
function compose() {
  const notes = [];
  const play = (voice, time, length, pitch, gain = 1) => notes.push({ voice, time, length, pitch, gain });
  for (const [bar, { bass, tones }] of CHORDS.entries()) {
    const start = bar * BAR;
    for (const tone of tones) play('pad', start, BAR, midi(tone));
    for (const [step, tone] of ARPEGGIO.entries()) {
      play('keys', start + (step * BEAT) / 2, BEAT * 0.9, midi(tones[tone]) + 12, step % 2 === 0 ? 1 : 0.72);
    }
    for (const [beat, length] of [
      [0, 1.5],
      [1.5, 1],
      [2.5, 1.5],
    ])
      play('bass', start + beat * BEAT, length * BEAT, midi(bass) + 12);
    for (const beat of [0, 2, 2.5]) play('kick', start + beat * BEAT, 0.4, 36, beat === 2.5 ? 0.6 : 1);
    for (const beat of [1, 3]) play('snap', start + beat * BEAT, 0.2, 60);
    for (let step = 0; step < 8; step++)
      play('hat', start + (step * BEAT) / 2, 0.08, 80, step % 2 === 0 ? 0.45 : 1);
  }
  for (const [beat, note, length] of MELODY) play('bell', beat * BEAT, length * BEAT, midi(note));
  return notes.sort((a, b) => a.time - b.time);
}

/** Seeded noise, so that the file can be made again. */
function makeNoise(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const TAU = 2 * Math.PI;
const sine = (turns) => Math.sin(TAU * turns);
const fall = (t, seconds) => Math.exp(-t / seconds);

/** Rises within `attack` and falls within `release` after `length`. */
function envelope(t, length, attack, release) {
  const rise = Math.min(1, t / attack);
  const end = t < length ? 1 : Math.max(0, 1 - (t - length) / release);
  return rise * end * end;
}

/** Per voice: level, place between left (-1) and right (1), share sent to the reverb, tail in seconds, and the sound at time t. */
const VOICES = {
  pad: {
    gain: 0.022,
    pan: 0,
    send: 0.5,
    tail: 0.8,
    sound:
      ({ hz, length }) =>
      (t) => {
        let sum = 0;
        for (const detune of [-0.9, 0.3, 1.1]) {
          for (let harmonic = 1; harmonic <= 5; harmonic++)
            sum += sine((hz / 2 + detune / 2) * harmonic * t) / harmonic ** 1.7;
        }
        return sum * envelope(t, length - 0.2, 0.35, 0.9);
      },
  },
  keys: {
    gain: 0.19,
    pan: 0.25,
    send: 0.35,
    tail: 0.9,
    sound:
      ({ hz }) =>
      (t) =>
        sine(hz * t + 0.28 * fall(t, 0.12) * sine(hz * 2 * t)) * fall(t, 0.32) * Math.min(1, t / 0.004),
  },
  bell: {
    gain: 0.15,
    pan: -0.2,
    send: 0.6,
    tail: 1.6,
    sound:
      ({ hz }) =>
      (t) =>
        sine(hz * t + 0.22 * fall(t, 0.5) * sine(hz * 3.01 * t)) * fall(t, 0.75) * Math.min(1, t / 0.006),
  },
  bass: {
    gain: 0.19,
    pan: 0,
    send: 0.03,
    tail: 0.15,
    sound:
      ({ hz, length }) =>
      (t) =>
        (sine(hz * t) + 0.25 * sine(2 * hz * t) * fall(t, 0.3)) * envelope(t, length - 0.08, 0.012, 0.12),
  },
  kick: {
    gain: 0.62,
    pan: 0,
    send: 0.02,
    tail: 0.1,
    sound: () => (t) => sine(46 * t + 3.4 * (1 - fall(t, 0.035)) * 0.6) * fall(t, 0.13),
  },
  snap: {
    gain: 0.34,
    pan: 0.1,
    send: 0.35,
    tail: 0.2,
    sound: () => {
      const noise = makeNoise(7);
      let low = 0;
      return (t) => {
        const white = noise();
        low += 0.35 * (white - low);
        return (low * 0.9 + sine(190 * t) * 0.4) * fall(t, 0.055);
      };
    },
  },
  hat: {
    gain: 0.08,
    pan: -0.3,
    send: 0.1,
    tail: 0.1,
    sound: () => {
      const noise = makeNoise(11);
      let before = 0;
      return (t) => {
        const white = noise();
        const high = white - before;
        before = white;
        return high * fall(t, 0.028);
      };
    },
  },
};

/** A small room: parallel combs, then two all-passes; other delays per side make it wide. */
function reverberate(input, combs, allPasses) {
  const output = new Float64Array(input.length);
  for (const delay of combs) {
    const line = new Float64Array(delay);
    let damped = 0;
    for (let i = 0; i < input.length; i++) {
      const out = line[i % delay];
      damped = out * 0.7 + damped * 0.3;
      line[i % delay] = input[i] + damped * 0.83;
      output[i] += out / combs.length;
    }
  }
  for (const delay of allPasses) {
    const line = new Float64Array(delay);
    for (let i = 0; i < output.length; i++) {
      const late = line[i % delay];
      const out = late - 0.5 * output[i];
      line[i % delay] = output[i] + 0.5 * out;
      output[i] = out;
    }
  }
  return output;
}

/** @returns [left, right], -1 to 1. */
function synthesise(notes) {
  const samples = Math.round(LENGTH * RATE);
  const [left, right, wetLeft, wetRight] = Array.from({ length: 4 }, () => new Float64Array(samples));
  for (const { voice, time, length, pitch, gain } of notes) {
    const { gain: level, pan, send, tail, sound } = VOICES[voice];
    const wave = sound({ hz: frequency(pitch), length });
    const from = Math.round(time * RATE);
    const to = Math.min(samples, from + Math.round((length + tail) * RATE));
    for (let i = from; i < to; i++) {
      const value = wave((i - from) / RATE) * level * gain;
      left[i] += value * (1 - Math.max(0, pan));
      right[i] += value * (1 + Math.min(0, pan));
      wetLeft[i] += value * send;
      wetRight[i] += value * send;
    }
  }
  const roomLeft = reverberate(wetLeft, [1687, 1913, 2153, 2377], [347, 113]);
  const roomRight = reverberate(wetRight, [1733, 1979, 2099, 2441], [367, 127]);
  return [
    [left, roomLeft],
    [right, roomRight],
  ].map(([dry, room]) =>
    dry.map((value, i) => {
      const fadeOut = Math.min(1, (samples - i) / (0.35 * RATE));
      return Math.tanh(1.35 * (value + 1.5 * room[i])) * 0.82 * fadeOut;
    }),
  );
}

function writeAudio([left, right], path) {
  const pcm = Buffer.alloc(left.length * 4);
  for (let i = 0; i < left.length; i++) {
    pcm.writeInt16LE(Math.round(left[i] * 32_767), i * 4);
    pcm.writeInt16LE(Math.round(right[i] * 32_767), i * 4 + 2);
  }
  const input = ['-f', 's16le', '-ar', String(RATE), '-ac', '2', '-i', '-'];
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-y', ...input, '-c:a', 'aac', '-b:a', '160k', path],
    { input: pcm },
  );
  if (status !== 0) throw new Error(`ffmpeg could not write ${path}: ${stderr}`);
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const notes = compose();
mkdirSync(here('audio'), { recursive: true });
writeAudio(synthesise(notes), here('audio/four-bars.m4a'));
const score = {
  beat: BEAT,
  length: LENGTH,
  chords: CHORDS.map(({ name }, bar) => ({ name, time: bar * BAR })),
  notes,
};
writeFileSync(
  here('score.js'),
  `// Written by make-music.mjs: what sounds when. Times in seconds, pitches as MIDI numbers.\nwindow.SCORE = ${JSON.stringify(score)};\n`,
);
