import { expect, it } from 'vitest';
import { crc32c } from '../../../../src-core/training/crc32c.ts';

it('crc32c has the check value of the Rocksoft catalogue', () => {
  expect(crc32c(Uint8Array.from('123456789', (digit) => digit.charCodeAt(0)))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array())).toBe(0);
});

it('crc32c divides by the polynomial, bit by bit, whatever the length and the place in memory', () => {
  const buffer = Uint8Array.from({ length: 64 }, (_, index) => (index * 167 + 41) & 0xff);
  for (let start = 0; start < 4; start++) {
    for (let length = 0; length < 40; length++) {
      const bytes = buffer.subarray(start, start + length);
      let crc = 0xffffffff;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
      }
      expect(crc32c(bytes)).toBe(~crc >>> 0);
    }
  }
});
