export { digestOutput, type OutputDigest } from './digest.js';
export { distDir } from './dist-dir.js';
export { forFiles } from './for-files.js';
export { sha256Of, sha256OfFile } from './hash.js';
export { contains, resolveInside, toPosix } from './safe-path.js';
export { assertWritable, writeJson, writeWholeOrAbsent } from './whole-or-absent.js';
