import { createHash } from 'node:crypto';
import { endianness } from 'node:os';

/** SHA-256, in hexadecimal, of parameters in canonical order as little-endian bytes at their own precision. */
export function parametersSha256(parameters: Float32Array | Float64Array): string {
  const bytes = Buffer.from(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  return createHash('sha256')
    .update(endianness() === 'LE' ? bytes : swapped(bytes, parameters.BYTES_PER_ELEMENT))
    .digest('hex');
}

function swapped(bytes: Buffer, size: number): Buffer {
  const copy = Buffer.from(bytes);
  return size === 4 ? copy.swap32() : copy.swap64();
}
