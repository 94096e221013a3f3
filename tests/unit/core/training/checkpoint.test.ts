import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type CheckpointContent } from '../../../../src-core/training/checkpoint.ts';

const content: CheckpointContent = {
  precision: 'float32',
  header: { name: 'Ünïcode ≥ ASCII 🧠', nested: [1, null, true] },
  arrays: { empty: new Float32Array(), weights: Float32Array.of(1.5, -0, NaN, Infinity, 1e-40) },
};
const bad = expect.objectContaining({ code: 'training/bad-checkpoint' });

describe('a checkpoint', () => {
  it('gives back what was put in, to the bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(content))).toEqual(content);
    const double: CheckpointContent = { precision: 'float64', header: null, arrays: { x: Float64Array.of(Math.PI, -0) } };
    expect(decodeCheckpoint(encodeCheckpoint(double))).toEqual(double);
  });

  it('can be read from the middle of a larger buffer', () => {
    const bytes = encodeCheckpoint(content);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(decodeCheckpoint(larger.subarray(3, 3 + bytes.length))).toEqual(content);
  });

  it('is refused with any bit changed', () => {
    const bytes = encodeCheckpoint(content);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const damaged = bytes.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => decodeCheckpoint(damaged)).toThrow(bad);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('is refused where it is cut off or too long', () => {
    const bytes = encodeCheckpoint(content);
    for (let length = 0; length < bytes.length; length++) expect(() => decodeCheckpoint(bytes.subarray(0, length))).toThrow(bad);
    const longer = new Uint8Array(bytes.length + 4);
    longer.set(bytes);
    expect(() => decodeCheckpoint(longer)).toThrow(bad);
  });

  it('is refused where its header is larger than any trial’s, before it is read', () => {
    const bytes = encodeCheckpoint({ ...content, header: 'x'.repeat(2 ** 24) });
    expect(() => decodeCheckpoint(bytes)).toThrow(/header/);
  });

  it('is refused where it is of another kind or format', () => {
    expect(() => decodeCheckpoint(new Uint8Array(64))).toThrow(/is no checkpoint/);
    const newer = encodeCheckpoint(content);
    newer[4] = 2;
    expect(() => decodeCheckpoint(newer)).toThrow(/format 2/);
  });
});
