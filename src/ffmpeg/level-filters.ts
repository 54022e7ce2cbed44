import { SAMPLE_RATE_HZ } from './sample-rate.js';

/** Highest true peak that a mix is brought to: what EBU R 128 and the platforms ask for, in dBTP. */
const MAX_TRUE_PEAK_DBTP = -1;
/** Encoders add a little to a peak. */
const ENCODER_MARGIN_DB = 0.5;
/** Peaks between samples are seen at four times the rate. */
const OVERSAMPLED_HZ = 4 * SAMPLE_RATE_HZ;

/** Whether a gain lifts peaks so high that a limiter has to hold them back. */
export function needsLimiter(truePeakDbtp: number, gainDb: number): boolean {
  return truePeakDbtp + gainDb > MAX_TRUE_PEAK_DBTP;
}

/** One gain for all of a mix, and where peaks need it, a limiter. Pure. */
export function levelFilters(gainDb: number, isLimited: boolean, durationSec: number): string[] {
  const gain = `volume=${gainDb.toFixed(2)}dB:precision=float`;
  if (!isLimited) return [gain];
  const limit = 10 ** ((MAX_TRUE_PEAK_DBTP - ENCODER_MARGIN_DB) / 20);
  const samples = Math.round(durationSec * SAMPLE_RATE_HZ);
  return [
    gain,
    `aresample=${OVERSAMPLED_HZ}`,
    `alimiter=limit=${limit.toFixed(4)}:level=0:attack=1:release=60:latency=1`,
    `aresample=${SAMPLE_RATE_HZ}`,
    `apad=whole_len=${samples},atrim=end_sample=${samples},asetpts=N/SR/TB`,
  ];
}
