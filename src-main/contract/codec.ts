import { WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { fromWireError, toWireError, wireErrorSchema } from './wireError.ts';

/**
 * Messages as frames of bytes: `[length of the JSON, uint32 little-endian][JSON in UTF-8][padding][typed arrays, each at a multiple of 8]`.
 * JSON alone would lose typed arrays, errors, NaN and infinities. Each becomes an object with the one key `$`, whose value is
 * `[kind, …]`; keys of ordinary objects that begin with `$` are written with one `$` more. Throws `request/too-large`.
 */
export function encodeMessage(message: unknown, maximumBytes: number): Uint8Array {
  const arrays: TypedArray[] = [];
  let arrayBytes = 0;
  const text = JSON.stringify(
    toPlain(message, (array) => {
      const offset = arrayBytes;
      arrays.push(array);
      arrayBytes += aligned(array.byteLength);
      return offset;
    }),
  );
  const json = new TextEncoder().encode(text);
  const start = aligned(headerBytes + json.byteLength);
  const bytes = arrays.length === 0 ? headerBytes + json.byteLength : start + arrayBytes;
  if (bytes > maximumBytes) throw tooLarge(bytes, maximumBytes);
  const frame = new Uint8Array(bytes);
  new DataView(frame.buffer).setUint32(0, json.byteLength, true);
  frame.set(json, headerBytes);
  let offset = start;
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += aligned(array.byteLength);
  }
  return frame;
}

/** Reads a frame and checks that it is a message; throws `request/malformed` or `request/too-large`. */
export function decodeMessage(frame: Uint8Array, maximumBytes: number): RpcMessage {
  if (frame.byteLength > maximumBytes) throw tooLarge(frame.byteLength, maximumBytes);
  try {
    return rpcMessageSchema.parse(decodeFrame(frame));
  } catch (cause) {
    throw new WorkbenchError(
      'request/malformed',
      'A message could not be read: it is not in the form this version of the workbench speaks.',
      {},
      { cause },
    );
  }
}

/** The envelope birpc puts around requests (`q`) and answers (`s`). */
const rpcMessageSchema = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('q'),
    i: z.string().max(64).optional(),
    m: z.string().max(64),
    a: z.array(z.unknown()).max(2),
    o: z.boolean().optional(),
  }),
  z.strictObject({ t: z.literal('s'), i: z.string().max(64), r: z.unknown().optional(), e: z.unknown().optional() }),
]);
export type RpcMessage = z.infer<typeof rpcMessageSchema>;

function tooLarge(bytes: number, maximumBytes: number): WorkbenchError {
  const message = `A message of ${bytes} bytes was refused: at most ${maximumBytes} can be sent at once. Ask for fewer items.`;
  return new WorkbenchError('request/too-large', message, { bytes, maximumBytes });
}

const headerBytes = 4;
const alignment = 8;
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

const arrayTypes = { Float32Array, Float64Array, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array } as const;
type ArrayType = keyof typeof arrayTypes;
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayType]>;

const taggedSchema = z.union([
  z.tuple([z.literal('number'), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]),
  z.tuple([z.literal('undefined')]),
  z.tuple([z.literal('error'), z.unknown()]),
  z.tuple([
    z.literal('array'),
    z.enum(Object.keys(arrayTypes) as [ArrayType, ...ArrayType[]]),
    z.number().int().min(0),
    z.number().int().min(0),
  ]),
]);
type Tagged = z.infer<typeof taggedSchema>;
const tag = (...value: Tagged): { $: Tagged } => ({ $: value });

/** What `JSON.stringify` writes without loss; `place` tells where a typed array will stand among the frame's arrays. */
function toPlain(value: unknown, place: (array: TypedArray) => number): unknown {
  if (value === undefined) return tag('undefined');
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, place));
  if (value instanceof Error) return tag('error', toPlain(toWireError(value), place));
  if (ArrayBuffer.isView(value)) return placedArray(value, place);
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => plainEntry(key, item, place)));
}

function plainNumber(value: number): unknown {
  if (Number.isNaN(value)) return tag('number', 'NaN');
  if (Object.is(value, -0)) return tag('number', '-0');
  if (Number.isFinite(value)) return value;
  return tag('number', value > 0 ? 'Infinity' : '-Infinity');
}

function plainEntry(key: string, item: unknown, place: (array: TypedArray) => number): [string, unknown][] {
  // As in JSON, a key whose value is undefined is the same as no key.
  return item === undefined ? [] : [[key.startsWith('$') ? `$${key}` : key, toPlain(item, place)]];
}

function placedArray(view: ArrayBufferView, place: (array: TypedArray) => number): unknown {
  // Node's Buffer is a Uint8Array and arrives as one.
  const type = view instanceof Uint8Array ? 'Uint8Array' : view.constructor.name;
  if (!(type in arrayTypes)) throw new TypeError(`A ${type} cannot be sent.`);
  const array = view as TypedArray;
  return tag('array', type as ArrayType, place(array), array.length);
}

function decodeFrame(frame: Uint8Array): unknown {
  const length = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0, true);
  const json = frame.subarray(headerBytes, headerBytes + length);
  if (json.byteLength !== length) throw new RangeError('The frame ends before its text does.');
  const arrays = frame.subarray(Math.min(aligned(headerBytes + length), frame.byteLength));
  return fromPlain(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)), arrays);
}

function fromPlain(value: unknown, arrays: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, arrays));
  if ('$' in value) return fromTagged(taggedSchema.parse(value.$), arrays);
  const entries = Object.entries(value).map(([key, item]) => [key.startsWith('$$') ? key.slice(1) : key, fromPlain(item, arrays)] as const);
  // Unlike assignment, fromEntries makes even a key named __proto__ an ordinary property.
  return Object.fromEntries(entries);
}

function fromTagged(tagged: Tagged, arrays: Uint8Array): unknown {
  switch (tagged[0]) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(tagged[1]);
    case 'error':
      return fromWireError(wireErrorSchema.parse(fromPlain(tagged[1], arrays)));
    case 'array': {
      const [, type, offset, length] = tagged;
      const bytes = length * arrayTypes[type].BYTES_PER_ELEMENT;
      if (offset + bytes > arrays.byteLength) throw new RangeError('The frame ends before its arrays do.');
      // Copied, because a frame need not begin at a multiple of 8 and would be kept alive by a small part of it.
      const copy = new Uint8Array(bytes);
      copy.set(arrays.subarray(offset, offset + bytes));
      return new arrayTypes[type](copy.buffer);
    }
  }
}
