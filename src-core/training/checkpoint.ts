import { WorkbenchError } from '../errors.ts';
import type { FloatArray, Precision } from '../kernels/arena.ts';
import { z } from '../schema.ts';
import { crc32c } from './crc32c.ts';

/** Plain data that a checkpoint keeps; arrays at one precision. */
export interface CheckpointContent {
  readonly precision: Precision;
  /** Anything that JSON can hold. */
  readonly header: unknown;
  readonly arrays: Readonly<Record<string, FloatArray>>;
}

/** "NLCP", then the format's version. */
const magic = 0x5043_4c4e;
const version = 1;
/** Magic, version, CRC-32C of all that follows, bytes of the JSON that follows; 32-bit little-endian each. */
const preambleBytes = 16;
/** A design of the most layers and a few numbers need less. */
const mostHeaderBytes = 2 ** 24;

const frameSchema = z.strictObject({
  precision: z.enum(['float32', 'float64']),
  header: z.unknown(),
  arrays: z.array(z.strictObject({ name: z.string(), length: z.number().int().min(0) })),
});

/** Preamble, JSON, arrays one after the other: everything little-endian, so that a checkpoint can be moved between machines. */
export function encodeCheckpoint({ precision, header, arrays }: CheckpointContent): Uint8Array {
  const entries = Object.entries(arrays);
  const frame = { precision, header, arrays: entries.map(([name, { length }]) => ({ name, length })) };
  const json = asciiJson(frame);
  const elementBytes = bytesOf(precision);
  const bytes = new Uint8Array(preambleBytes + json.length + entries.reduce((sum, [, { length }]) => sum + length * elementBytes, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(json, preambleBytes);
  let at = preambleBytes + json.length;
  for (const [, array] of entries) {
    writeArray(bytes, at, array, precision);
    at += array.length * elementBytes;
  }
  view.setUint32(0, magic, true);
  view.setUint32(4, version, true);
  view.setUint32(12, json.length, true);
  view.setUint32(8, crc32c(bytes.subarray(12)), true);
  return bytes;
}

/** The inverse of `encodeCheckpoint`. Lengths are checked before anything is allocated. @throws training/bad-checkpoint */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointContent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < preambleBytes || view.getUint32(0, true) !== magic) throw badCheckpoint('is no checkpoint');
  if (view.getUint32(4, true) !== version)
    throw badCheckpoint(`has the format ${view.getUint32(4, true)}, and this version of the workbench reads ${version}`);
  if (view.getUint32(8, true) !== crc32c(bytes.subarray(12))) throw badCheckpoint('is damaged: its checksum is wrong');
  const jsonBytes = view.getUint32(12, true);
  const jsonEnd = preambleBytes + jsonBytes;
  if (jsonBytes > mostHeaderBytes || jsonEnd > bytes.length) throw badCheckpoint('has a header of an impossible length');
  const { precision, header, arrays } = parseFrame(bytes.subarray(preambleBytes, jsonEnd));
  const elementBytes = bytesOf(precision);
  if (jsonEnd + arrays.reduce((sum, { length }) => sum + length * elementBytes, 0) !== bytes.length)
    throw badCheckpoint('has another length than it says');
  let at = jsonEnd;
  const read = arrays.map(({ name, length }) => {
    const array = readArray(bytes, at, length, precision);
    at += length * elementBytes;
    return [name, array] as const;
  });
  return { precision, header, arrays: Object.fromEntries(read) };
}

/** The error for a checkpoint that cannot be used; `what` goes on from "The checkpoint". */
export function badCheckpoint(what: string, details: Readonly<Record<string, unknown>> = {}): WorkbenchError {
  return new WorkbenchError('training/bad-checkpoint', `The checkpoint ${what}. Run the trial again from its start.`, details);
}

function parseFrame(json: Uint8Array): z.infer<typeof frameSchema> {
  try {
    return frameSchema.parse(JSON.parse(textOf(json)));
  } catch (cause) {
    throw new WorkbenchError(
      'training/bad-checkpoint',
      'The header of the checkpoint cannot be read. Run the trial again from its start.',
      {},
      { cause },
    );
  }
}

/** JSON with everything beyond ASCII escaped, so that a character is a byte: core has no text encoder of its own. */
function asciiJson(value: unknown): Uint8Array {
  const escaped = JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
}

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 4096) text += String.fromCharCode(...bytes.subarray(from, from + 4096));
  return text;
}

function bytesOf(precision: Precision): number {
  return precision === 'float32' ? 4 : 8;
}

/** Elements are little-endian in a checkpoint; on a machine that has them so, which is nearly every one, they are copied as they lie. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function writeArray(bytes: Uint8Array, at: number, values: FloatArray, precision: Precision): void {
  if (isLittleEndian) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (precision === 'float32') for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i]!, true);
  else for (let i = 0; i < values.length; i++) view.setFloat64(at + 8 * i, values[i]!, true);
}

function readArray(bytes: Uint8Array, at: number, length: number, precision: Precision): FloatArray {
  const values = precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
  if (isLittleEndian) {
    new Uint8Array(values.buffer).set(bytes.subarray(at, at + values.byteLength));
    return values;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (precision === 'float32') for (let i = 0; i < length; i++) values[i] = view.getFloat32(at + 4 * i, true);
  else for (let i = 0; i < length; i++) values[i] = view.getFloat64(at + 8 * i, true);
  return values;
}
