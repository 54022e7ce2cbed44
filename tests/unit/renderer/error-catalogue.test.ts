import { describe, expect, it } from 'vitest';
import { ACTION_LABELS } from '../../../renderer/features/errors/card-types.js';
import { cardOf, ERROR_CARDS, factsOf } from '../../../renderer/features/errors/catalogue.js';
import { CODE_TABLE, type ErrorCode, type ErrorData } from '../../../src/errors/index.js';

const codes = Object.keys(CODE_TABLE) as ErrorCode[];
const error = (over: Partial<ErrorData> = {}): ErrorData => ({
  code: 'INTERNAL',
  message: 'x',
  retryable: false,
  details: {},
  ...over,
});

describe('error cards', () => {
  it('has one for every code and none for others', () => {
    expect(Object.keys(ERROR_CARDS).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s says what the code table says about retries', (code) => {
    expect(ERROR_CARDS[code].cloud.retried).toBe(CODE_TABLE[code].retryable);
  });

  it.each(codes)('%s has words and buttons', (code) => {
    const card = cardOf(error({ code }));
    expect(card.title.length).toBeGreaterThan(3);
    expect(card.cause).toMatch(/\.$/);
    for (const id of [card.primary, ...card.secondary]) expect(ACTION_LABELS[id]).toBeTruthy();
    expect(card.secondary).not.toContain(card.primary);
  });

  it('shows a code of a newer version as an unexpected error', () => {
    expect(cardOf(error({ code: 'FROM_THE_FUTURE' as ErrorCode })).title).toBe('Unexpected error');
    expect(cardOf(error({ code: 'constructor' as ErrorCode })).title).toBe('Unexpected error');
  });

  it('names the facts that prove it, and leaves out what is not known', () => {
    const facts = factsOf(error({ details: { chunkIndex: 0, workerId: 1, exitCode: null, field: 'fps' } }));
    expect(facts).toEqual([
      ['Setting', 'fps'],
      ['Chunk', '0'],
      ['Worker', 'W2'],
    ]);
  });
});
