import { expect, it } from 'vitest';
import { crc32c } from '../../../../src-core/training/crc32c.ts';

it('crc32c has the check value of the Rocksoft catalogue', () => {
  expect(crc32c(Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array())).toBe(0);
});
