import { expect, it } from 'vitest';
import * as distributed from '#src/distributed.js';
import { ERROR_CODES } from '#src/errors/index.js';
import * as framelane from '#src/index.js';

// What users build on. A name that goes away, or one that slips in, is a change of the interface: see CHANGELOG.md.

it('framelane/distributed exports these values and every error code', () => {
  const codes = Object.keys(ERROR_CODES);
  expect(
    Object.keys(distributed)
      .filter((name) => !codes.includes(name))
      .sort(),
  ).toEqual([
    'ERROR_CODES',
    'RenderError',
    'assemble',
    'buildChunkSlices',
    'getDefaults',
    'isRenderError',
    'plan',
    'rejectUnsupportedDistributedFormat',
    'renderChunk',
    'resolveChunkPlan',
    'validateDistributedRenderConfig',
  ]);
  expect(codes.filter((code) => !(code in distributed))).toEqual([]);
});

it('framelane exports in-process rendering, and the activities under a name of their own', () => {
  expect(Object.keys(framelane).sort()).toEqual([
    'createCaptureSession',
    'createFileServer',
    'createRenderJob',
    'distributed',
    'executeRenderJob',
  ]);
  expect(framelane.distributed).toBe(distributed);
});
