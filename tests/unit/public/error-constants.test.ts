import { expect, it } from 'vitest';
import * as constants from '#src/errors/code-constants.js';
import { ERROR_CODES } from '#src/errors/index.js';

it('every code is a constant of its own', () => {
  expect({ ...constants }).toEqual({ ...ERROR_CODES });
});
