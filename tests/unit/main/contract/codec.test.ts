import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { decodeMessage, encodeMessage } from '../../../../src-main/contract/codec.ts';

const limit = 2 ** 20;

/** Through a frame that, like those of a socket, is a part of a larger buffer and begins at an odd place. */
function roundTrip(value: unknown): unknown {
  const frame = encodeMessage({ t: 's', i: 'id', r: value }, limit);
  const pool = Buffer.alloc(frame.byteLength + 3);
  pool.set(frame, 3);
  const message = decodeMessage(pool.subarray(3), limit);
  return message.t === 's' ? message.r : undefined;
}

const anyNumber = fc.oneof(fc.double(), fc.integer());
const typedArray = fc.oneof(
  fc.float32Array({ noNaN: false }),
  fc.float64Array(),
  fc.uint8Array(),
  fc.int8Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
);
const key = fc.oneof(fc.string(), fc.constantFrom('$', '$$', '$array', '__proto__', 'toString'));
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    typedArray,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(Object.fromEntries),
  ),
}));

describe('codec', () => {
  it('brings back any value, typed arrays and numbers that JSON loses included', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(roundTrip(value)).toStrictEqual(value);
      }),
      { seed: 20, numRuns: 500 },
    );
  });

  it('keeps NaN, infinities and the sign of zero, inside and outside typed arrays', () => {
    const numbers = [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324];
    const back = roundTrip({ plain: numbers, typed: Float64Array.from(numbers) }) as { plain: number[]; typed: Float64Array };
    numbers.forEach((number, index) => {
      expect(Object.is(back.plain[index], number)).toBe(true);
      expect(Object.is(back.typed[index], number)).toBe(true);
    });
  });

  it('keeps an error’s code, message and details, and nothing of its stack', () => {
    const error = new WorkbenchError('import/ragged-row', 'Row 3 has 2 values.', { line: 3, widths: Int32Array.of(4, 2) });
    const back = roundTrip(error);
    expect(back).toBeInstanceOf(WorkbenchError);
    expect(back).toMatchObject({
      code: 'import/ragged-row',
      message: 'Row 3 has 2 values.',
      details: { line: 3, widths: Int32Array.of(4, 2) },
    });
    const text = new TextDecoder().decode(encodeMessage({ t: 's', i: 'id', e: new Error('boom') }, limit));
    expect(text).toContain('boom');
    expect(text).not.toContain('codec.test');
  });

  it('leaves out keys whose value is undefined and keeps undefined in lists', () => {
    expect(roundTrip({ a: undefined, b: [undefined, 1] })).toStrictEqual({ b: [undefined, 1] });
  });

  it('sends a view of a larger buffer without the rest of it', () => {
    const large = new Float32Array(1000).fill(7);
    const frame = encodeMessage({ t: 's', i: 'id', r: large.subarray(10, 12) }, limit);
    expect(frame.byteLength).toBeLessThan(200);
    expect(roundTrip(large.subarray(10, 12))).toStrictEqual(Float32Array.of(7, 7));
  });

  it('makes no object with another prototype out of a key named __proto__', () => {
    const back = roundTrip(JSON.parse('{"__proto__":{"admin":true}}')) as Record<string, unknown>;
    expect(back['admin']).toBeUndefined();
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
  });

  it('refuses a message over the limit on either side', () => {
    const message = { t: 's', i: 'id', r: new Uint8Array(2000) };
    expect(() => encodeMessage(message, 1000)).toThrow(expect.objectContaining({ code: 'request/too-large' }));
    expect(() => decodeMessage(encodeMessage(message, limit), 1000)).toThrow(expect.objectContaining({ code: 'request/too-large' }));
  });

  it('answers any bytes with a message or request/malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(() => decodeMessage(bytes, limit)).toThrow(expect.objectContaining({ code: 'request/malformed' }));
      }),
      { seed: 21 },
    );
  });

  it.each([
    ['an array beyond the frame', { t: 's', i: 'x', r: { $: ['array', 'Float64Array', 0, 1e12] } }],
    ['an array type that does not exist', { t: 's', i: 'x', r: { $: ['array', 'Function', 0, 1] } }],
    ['a negative offset', { t: 's', i: 'x', r: { $: ['array', 'Uint8Array', -8, 1] } }],
    ['an unknown mark', { t: 's', i: 'x', r: { $: ['date', 0] } }],
    ['another envelope', { t: 'z' }],
    ['more arguments than any request takes', { t: 'q', i: 'x', m: 'samples', a: [1, 2, 3] }],
  ])('refuses %s', (_, message) => {
    const json = new TextEncoder().encode(JSON.stringify(message));
    const frame = new Uint8Array(4 + json.byteLength);
    new DataView(frame.buffer).setUint32(0, json.byteLength, true);
    frame.set(json, 4);
    expect(() => decodeMessage(frame, limit)).toThrow(expect.objectContaining({ code: 'request/malformed' }));
  });
});
