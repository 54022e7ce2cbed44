/** Sample rate of every soundtrack, in hertz: what video containers and Opus use. */
export const SAMPLE_RATE_HZ = 48_000;
