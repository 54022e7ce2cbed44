import { type ErrorCard, elsewhere, final, retried } from './card-types.js';

/** Codes of plans, chunks, the output and the run itself. */
export const CHUNK_AND_RUN_CARDS = {
  OUTPUT_NOT_WRITABLE: {
    title: 'Cannot write the output',
    cause: 'The folder refuses new files, or a file of that name must not be replaced.',
    primary: 'open-settings',
    secondary: ['open-plan', 'copy-report'],
    cloud: final,
  },
  PLAN_TOO_LARGE: {
    title: 'The plan is too large',
    cause: 'Frames, sound and files of the plan together are over the size limit.',
    primary: 'open-plan',
    secondary: ['copy-report'],
    cloud: final,
  },
  PLAN_HASH_MISMATCH: {
    title: 'The plan changed after it was frozen',
    cause: 'A file of the plan differs from the one that was hashed; chunks of both would not match.',
    primary: 'render-again',
    secondary: ['open-history', 'copy-report'],
    cloud: final,
  },
  PLAN_PROTOCOL_UNSUPPORTED: {
    title: 'The plan is from another version',
    cause: 'This version reads another layout of plans than the one this plan was written in.',
    primary: 'render-again',
    secondary: ['copy-report'],
    cloud: final,
  },
  MISSING_RUNTIME_ENV_SNAPSHOT: {
    title: 'The plan lacks its surroundings',
    cause:
      'Time zone, locale and clock of the page are not in the plan: it was edited or made by another tool.',
    primary: 'render-again',
    secondary: ['copy-report'],
    cloud: final,
  },
  MISSING_PLAN_ARTIFACT: {
    title: 'The plan is incomplete',
    cause: 'A file that the plan lists is not there.',
    primary: 'render-again',
    secondary: ['open-history', 'copy-report'],
    cloud: retried('Retried after the plan was fetched again.'),
  },
  CHUNK_INDEX_OUT_OF_RANGE: {
    title: 'That chunk does not exist',
    cause: 'The plan has fewer chunks than were asked for.',
    primary: 'open-plan',
    secondary: ['copy-report'],
    cloud: final,
  },
  CHUNK_INVALID: {
    title: 'A chunk did not pass its check',
    cause: 'Size, hash or number of frames of the finished chunk is not what its record says.',
    primary: 'retry-failed',
    secondary: ['show-log', 'copy-report'],
    cloud: retried('Rendered again; the damaged file is thrown away.'),
  },
  CHUNK_NONDETERMINISTIC: {
    title: 'The same chunk came out differently',
    cause:
      'Two renders of one chunk do not match. The page uses time, randomness or the network in a way that cannot be fixed in place.',
    primary: 'show-log',
    secondary: ['copy-report'],
    cloud: final,
  },
  ASSEMBLE_MISMATCH: {
    title: 'The chunks do not fit together',
    cause: 'A chunk is missing, belongs to another plan, or the joined file has another length than planned.',
    primary: 'resume',
    secondary: ['show-log', 'copy-report'],
    cloud: final,
  },
  STORE_CORRUPT: {
    title: 'A stored file is damaged',
    cause: 'A file on disk no longer has the content that was written.',
    primary: 'resume',
    secondary: ['open-diagnostics', 'copy-report'],
    cloud: retried('Thrown away, fetched again and retried.'),
  },
  WORKER_LOST: {
    title: 'A worker stopped',
    cause:
      'The thread that rendered this chunk ended without an answer. The chunk is kept for another attempt.',
    primary: 'retry-failed',
    secondary: ['show-log', 'fewer-workers', 'copy-report'],
    cloud: retried('Retried on another worker.'),
  },
  OUT_OF_MEMORY: {
    title: 'Out of memory',
    cause: 'The browsers together needed more memory than this machine has free.',
    primary: 'fewer-workers',
    secondary: ['retry-failed', 'open-diagnostics', 'copy-report'],
    cloud: retried('Retried on a worker with fewer neighbours.'),
  },
  DISK_FULL: {
    title: 'The disk is full',
    cause: 'No more frames can be written. Finished chunks are kept; free some space, then resume.',
    primary: 'resume',
    secondary: ['open-history', 'open-settings', 'copy-report'],
    cloud: elsewhere,
  },
  CANCELLED: {
    title: 'Stopped',
    cause: 'The run was cancelled. Finished chunks are kept.',
    primary: 'resume',
    secondary: ['close'],
    cloud: { retried: false, line: 'Not retried: somebody asked for it.' },
  },
  INTERNAL: {
    title: 'Unexpected error',
    cause: 'This is a fault in Framelane, not in your composition. The message below is all that is known.',
    primary: 'copy-report',
    secondary: ['show-log', 'open-diagnostics'],
    cloud: { retried: false, line: 'Not retried: a fault of the program repeats itself.' },
  },
} as const satisfies Readonly<Record<string, ErrorCard>>;
