import type { Column, ColumnValues } from '../../src-core/data/dataset.ts';
import { isTexts } from '../../src-core/data/tableFromColumns.ts';
import { shapeSize } from '../../src-core/shape.ts';

/** A column as it lies in data.bin: numbers little-endian; texts as rows + 1 offsets of 32 bits, then UTF-8. Numbers are aliased. */
export function encodeColumn(column: Column, values: ColumnValues): Uint8Array {
  const bytes = isTexts(values) ? encodeTexts(values) : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (bytes.length !== column.byteLength)
    throw new Error(`column "${column.name}" has ${bytes.length} bytes where ${column.byteLength} are described`);
  return bytes;
}

/**
 * The values of a column of data.bin, which must start at a multiple of 8 bytes in memory; numbers are views of it.
 * Throws a plain error that says what is wrong with the description.
 */
export function decodeColumn(column: Column, rows: number, data: Uint8Array): ColumnValues {
  const { name, storage, shape, byteOffset, byteLength } = column;
  const count = rows * shapeSize(shape);
  if (storage === 'text') return decodeTexts(column, rows, data);
  const bytesEach = { uint8: 1, int32: 4, float32: 4, float64: 8 }[storage];
  if (byteLength !== count * bytesEach || byteOffset % bytesEach !== 0)
    throw new Error(`column "${name}" does not have the bytes of ${count} values`);
  const start = data.byteOffset + byteOffset;
  const buffer = data.buffer as ArrayBuffer;
  const values =
    storage === 'uint8'
      ? new Uint8Array(buffer, start, count)
      : storage === 'int32'
        ? new Int32Array(buffer, start, count)
        : storage === 'float32'
          ? new Float32Array(buffer, start, count)
          : new Float64Array(buffer, start, count);
  if (column.kind === 'categorical') refuseStrayCategories(column, values);
  return values;
}

function refuseStrayCategories({ name, categories }: Column, values: ArrayLike<number>): void {
  const count = categories?.length ?? 0;
  for (let index = 0; index < values.length; index++) {
    if (values[index]! < -1 || values[index]! >= count) throw new Error(`column "${name}" has category ${values[index]} of ${count}`);
  }
}

function encodeTexts(texts: readonly string[]): Uint8Array {
  const encoded = texts.map((text) => Buffer.from(text, 'utf8'));
  const offsets = new Uint32Array(texts.length + 1);
  encoded.forEach((bytes, row) => {
    offsets[row + 1] = offsets[row]! + bytes.length;
  });
  return Buffer.concat([new Uint8Array(offsets.buffer), ...encoded]);
}

function decodeTexts({ name, byteOffset, byteLength }: Column, rows: number, data: Uint8Array): string[] {
  const start = 4 * (rows + 1);
  const bytes = Buffer.from(data.buffer, data.byteOffset + byteOffset, byteLength);
  const offsets = Array.from({ length: rows + 1 }, (_, row) => (4 * row + 4 <= byteLength ? bytes.readUInt32LE(4 * row) : NaN));
  const ordered = offsets[0] === 0 && offsets.every((offset, row) => row === 0 || offset >= offsets[row - 1]!);
  if (!ordered || start + offsets[rows]! !== byteLength) throw new Error(`the texts of column "${name}" do not fill their bytes`);
  return Array.from({ length: rows }, (_, row) => bytes.toString('utf8', start + offsets[row]!, start + offsets[row + 1]!));
}
