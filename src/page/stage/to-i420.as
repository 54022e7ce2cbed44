// AssemblyScript: BGRX pixels to I420 in bt709, limited range, which is what the encoders are given. Built by
// scripts/build.mjs. Sixteen pixels of two rows at a time; chroma is the mean of each square of four pixels, as in JPEG.
// Fixed point with 15 bits behind the point, rounded once: within half a step of the exact value.

const BITS: i32 = 15;
// Kr = 0.2126, Kb = 0.0722; luma spans 219 steps from 16, chroma 224 steps around 128 (ITU-R BT.709).
const YR: i16 = 5983, YG: i16 = 20127, YB: i16 = 2032;
const UR: i16 = -3298, UG: i16 = -11094, UB: i16 = 14392;
const VR: i16 = 14392, VG: i16 = -13073, VB: i16 = -1319;
const Y_OFFSET: i32 = (16 << BITS) + (1 << (BITS - 1));
// Sums of four pixels have two bits more.
const C_BITS: i32 = BITS + 2;
const C_OFFSET: i32 = (128 << C_BITS) + (1 << (C_BITS - 1));

// @ts-ignore: decorator
@inline
function weigh(a: v128, b: v128, weights: v128, offset: i32, bits: i32): v128 {
  const x = i32x4.dot_i16x8_s(a, weights);
  const y = i32x4.dot_i16x8_s(b, weights);
  const sums = i32x4.add(i32x4.shuffle(x, y, 0, 2, 4, 6), i32x4.shuffle(x, y, 1, 3, 5, 7));
  return i32x4.shr_s(i32x4.add(sums, i32x4.splat(offset)), bits);
}

// @ts-ignore: decorator
@inline
function luma(at: usize, weights: v128): v128 {
  const pixels = v128.load(at);
  return weigh(i16x8.extend_low_i8x16_u(pixels), i16x8.extend_high_i8x16_u(pixels), weights, Y_OFFSET, BITS);
}

// @ts-ignore: decorator
@inline
function storeLuma(from: usize, to: usize, weights: v128): void {
  const left = i16x8.narrow_i32x4_s(luma(from, weights), luma(from + 16, weights));
  const right = i16x8.narrow_i32x4_s(luma(from + 32, weights), luma(from + 48, weights));
  v128.store(to, i8x16.narrow_i16x8_u(left, right));
}

/** Four pixels of two rows: the sums of two squares, each as B G R X in 16 bits. */
// @ts-ignore: decorator
@inline
function squares(upper: usize, lower: usize): v128 {
  const a = v128.load(upper), b = v128.load(lower);
  const left = i16x8.add(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b));
  const right = i16x8.add(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b));
  return i16x8.add(
    i16x8.shuffle(left, right, 0, 1, 2, 3, 8, 9, 10, 11),
    i16x8.shuffle(left, right, 4, 5, 6, 7, 12, 13, 14, 15),
  );
}

// @ts-ignore: decorator
@inline
function storeChroma(a: v128, b: v128, c: v128, d: v128, to: usize, weights: v128): void {
  const values = i16x8.narrow_i32x4_s(
    weigh(a, b, weights, C_OFFSET, C_BITS),
    weigh(c, d, weights, C_OFFSET, C_BITS),
  );
  v128.store64_lane(to, i8x16.narrow_i16x8_u(values, values), 0);
}

/** One square of four pixels: what is left of a row whose width is no multiple of sixteen. */
function convertSquare(upper: usize, lower: usize, y0: usize, y1: usize, u: usize, v: usize): void {
  let b: i32 = 0, g: i32 = 0, r: i32 = 0;
  for (let k = 0; k < 4; k++) {
    const at = (k < 2 ? upper : lower) + (k & 1) * 4;
    const pb: i32 = load<u8>(at), pg: i32 = load<u8>(at, 1), pr: i32 = load<u8>(at, 2);
    store<u8>((k < 2 ? y0 : y1) + (k & 1), <u8>((pb * YB + pg * YG + pr * YR + Y_OFFSET) >> BITS));
    b += pb; g += pg; r += pr;
  }
  store<u8>(u, <u8>((b * UB + g * UG + r * UR + C_OFFSET) >> C_BITS));
  store<u8>(v, <u8>((b * VB + g * VG + r * VR + C_OFFSET) >> C_BITS));
}

/** @param width, height even. The target holds width * height * 3 / 2 bytes. */
export function convert(source: usize, target: usize, width: i32, height: i32): void {
  const wy = i16x8(YB, YG, YR, 0, YB, YG, YR, 0);
  const wu = i16x8(UB, UG, UR, 0, UB, UG, UR, 0);
  const wv = i16x8(VB, VG, VR, 0, VB, VG, VR, 0);
  const half = width >> 1;
  const planeU = target + width * height;
  const planeV = planeU + half * (height >> 1);
  for (let row = 0; row < height; row += 2) {
    let upper = source + row * width * 4;
    let lower = upper + width * 4;
    let y0 = target + row * width;
    let u = planeU + (row >> 1) * half;
    let v = planeV + (row >> 1) * half;
    let x = 0;
    for (; x + 16 <= width; x += 16) {
      storeLuma(upper, y0, wy);
      storeLuma(lower, y0 + width, wy);
      const a = squares(upper, lower), b = squares(upper + 16, lower + 16);
      const c = squares(upper + 32, lower + 32), d = squares(upper + 48, lower + 48);
      storeChroma(a, b, c, d, u, wu);
      storeChroma(a, b, c, d, v, wv);
      upper += 64; lower += 64; y0 += 16; u += 8; v += 8;
    }
    for (; x < width; x += 2) {
      convertSquare(upper, lower, y0, y0 + width, u, v);
      upper += 8; lower += 8; y0 += 2; u++; v++;
    }
  }
}
