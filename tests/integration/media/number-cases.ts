import { join } from 'node:path';
import { makeNumberFilm, type NumberFilm } from '../../helpers/number-film.js';

const H264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-bf', '2', '-g', '12', '-crf', '12'];
const VP9 = ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-crf', '10', '-b:v', '0', '-g', '10'];
const VP8 = [
  '-c:v',
  'libvpx',
  '-pix_fmt',
  'yuv420p',
  '-b:v',
  '1M',
  '-auto-alt-ref',
  '1',
  '-lag-in-frames',
  '8',
];

/** Frame n of the film whose clock jumps begins here, in seconds: 25 frames a second, then 10. */
const variableSec = (frame: number) => (frame < 20 ? frame / 25 : 0.8 + (frame - 20) / 10);

/** Films whose frames show their numbers. */
const FILMS: Readonly<Record<string, Omit<NumberFilm, 'path'>>> = {
  '30.mp4': { frames: 90, fps: '30', encode: H264 },
  '24.mp4': { frames: 48, fps: '24', encode: H264 },
  '60.mp4': { frames: 120, fps: '60', encode: H264 },
  '29.97.mp4': { frames: 60, fps: '30000/1001', encode: H264 },
  '23.976.webm': { frames: 48, fps: '24000/1001', encode: VP9 },
  'vp8.webm': { frames: 48, fps: '30', encode: VP8 },
  'short.mp4': { frames: 10, fps: '30', encode: H264 },
  'variable.mp4': {
    frames: 30,
    fps: '25',
    filter: `settb=1/1000,setpts='if(lt(N,20),N*40,800+(N-20)*100)'`,
    encode: [...H264, '-enc_time_base', '1/1000'],
  },
  'late.ts': { frames: 60, fps: '30', encode: [...H264, '-muxdelay', '0', '-output_ts_offset', '2.5'] },
  'odd.webm': {
    frames: 60,
    fps: '30',
    filter: 'pad=97:17',
    encode: ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-crf', '10', '-b:v', '0'],
  },
};

/** Frame that is seen when `mediaSec` of a film of constant rate has passed. */
const at = (fps: number) => (mediaSec: number) => Math.floor(mediaSec * fps + 1e-6);

export interface NumberCase {
  readonly name: string;
  readonly film: string;
  readonly attributes: string;
  /** The frame of the film that is seen at a moment of the composition; null: none. */
  readonly expected: (timeSec: number) => number | null;
}

/** What the composition shows, one film below the other. */
export const NUMBER_CASES: readonly NumberCase[] = [
  { name: '30 → 30', film: '30.mp4', attributes: '', expected: at(30) },
  { name: '24 → 30', film: '24.mp4', attributes: '', expected: at(24) },
  { name: '60 → 30', film: '60.mp4', attributes: '', expected: at(60) },
  { name: '29.97 → 30', film: '29.97.mp4', attributes: '', expected: at(30000 / 1001) },
  {
    name: '23.976 in a clock of milliseconds',
    film: '23.976.webm',
    attributes: '',
    expected: at(24000 / 1001),
  },
  {
    name: 'half speed',
    film: '30.mp4',
    attributes: 'data-playback-rate="0.5"',
    expected: (sec) => at(30)(sec * 0.5),
  },
  {
    name: 'double speed',
    film: '30.mp4',
    attributes: 'data-playback-rate="2"',
    expected: (sec) => at(30)(sec * 2),
  },
  {
    name: 'trimmed, half speed',
    film: '60.mp4',
    attributes: 'data-media-start="0.5" data-playback-rate="0.5"',
    expected: (sec) => at(60)(0.5 + sec * 0.5),
  },
  {
    name: 'five times the speed',
    film: '24.mp4',
    attributes: 'data-playback-rate="5"',
    expected: (sec) => Math.min(47, at(24)(sec * 5)),
  },
  {
    name: 'a tenth of the speed',
    film: '24.mp4',
    attributes: 'data-playback-rate="0.1"',
    expected: (sec) => at(24)(sec * 0.1),
  },
  {
    name: 'late and cut',
    film: '30.mp4',
    attributes: 'data-start="0.3" data-duration="0.5" data-playback-start="1"',
    expected: (sec) => (sec < 0.3 - 1e-9 || sec >= 0.8 - 1e-9 ? null : at(30)(1 + sec - 0.3)),
  },
  { name: 'a loop', film: 'short.mp4', attributes: 'loop', expected: (sec) => at(30)(sec) % 10 },
  {
    name: 'a loop from its middle',
    film: 'short.mp4',
    attributes: 'loop data-media-start="0.2"',
    expected: (sec) => at(30)(sec + 0.2) % 10,
  },
  {
    name: 'holds its last frame',
    film: 'short.mp4',
    attributes: '',
    expected: (sec) => Math.min(9, at(30)(sec)),
  },
  {
    name: 'a variable frame rate',
    film: 'variable.mp4',
    attributes: '',
    expected: (sec) =>
      Array.from({ length: 30 }, (_, frame) => variableSec(frame)).findLastIndex(
        (start) => start <= sec + 1e-6,
      ),
  },
  { name: 'a stream that begins late', film: 'late.ts', attributes: '', expected: at(30) },
  { name: 'hidden reference frames', film: 'vp8.webm', attributes: '', expected: at(30) },
  { name: 'an odd size', film: 'odd.webm', attributes: '', expected: at(30) },
];

/** Writes every film into a folder. */
export function makeNumberFilms(folder: string): void {
  for (const [name, film] of Object.entries(FILMS)) makeNumberFilm({ ...film, path: join(folder, name) });
}
