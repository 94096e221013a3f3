import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { parametersSha256 } from '../../../../src-main/training/parametersSha256.ts';

function sha256(bytes: number[]): string {
  return createHash('sha256').update(Uint8Array.from(bytes)).digest('hex');
}

it('hashes little-endian bytes at the precision of the parameters', () => {
  // 1.5 is 0x3fc00000 in float32 and 0x3ff8000000000000 in float64.
  expect(parametersSha256(Float32Array.of(1.5, -0))).toBe(sha256([0, 0, 0xc0, 0x3f, 0, 0, 0, 0x80]));
  expect(parametersSha256(Float64Array.of(1.5))).toBe(sha256([0, 0, 0, 0, 0, 0, 0xf8, 0x3f]));
});

it('hashes a view without what lies around it', () => {
  expect(parametersSha256(Float32Array.of(7, 1.5, 7).subarray(1, 2))).toBe(sha256([0, 0, 0xc0, 0x3f]));
});
