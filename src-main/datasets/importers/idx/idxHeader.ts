import { WorkbenchError } from '../../../../src-core/errors.ts';
import { formatBytes, maximumSourceBytes, type SourceFile } from '../../sourceFile.ts';

interface ElementType {
  readonly label: string;
  readonly bytes: 1 | 2 | 4 | 8;
}

/** Third byte of the magic number. */
const elementTypes: Readonly<Record<number, ElementType>> = {
  0x08: { label: 'unsigned byte', bytes: 1 },
  0x09: { label: 'signed byte', bytes: 1 },
  0x0b: { label: 'short', bytes: 2 },
  0x0c: { label: 'int', bytes: 4 },
  0x0d: { label: 'float', bytes: 4 },
  0x0e: { label: 'double', bytes: 8 },
};

export interface IdxHeader {
  /** Third byte of the magic number: 0x08 unsigned byte … 0x0e double. */
  readonly type: number;
  readonly elementBytes: number;
  /** Sizes, slowest first; the first is the number of rows. */
  readonly dimensions: readonly number[];
  /** Bytes before the first value. */
  readonly headerBytes: number;
  readonly items: number;
}

/** Most dimensions an IDX file may have here, rows included. */
export const maximumDimensions = 8;

/** Whether bytes begin as an IDX file does: two zeros, a known element type, a number of dimensions. */
export function looksLikeIdx(head: Uint8Array): boolean {
  return head.length >= 4 && head[0] === 0 && head[1] === 0 && head[2]! in elementTypes && head[3]! >= 1 && head[3]! <= maximumDimensions;
}

/**
 * Reads `00 00 type dimensions`, then one big-endian 32-bit size a dimension, and refuses sizes that no file could hold.
 * @throws import/bad-magic, import/truncated-file, import/too-large, import/empty
 */
export function parseIdxHeader(head: Buffer, file: SourceFile): IdxHeader {
  const { path, name } = file;
  if (!looksLikeIdx(head)) {
    const found = head.subarray(0, 4).toString('hex').replace(/../g, '$& ').trim();
    const message = `${name} is not an IDX file: it begins with the bytes ${found} instead of 00 00, an element type (08 to 0e) and a number of dimensions.`;
    throw new WorkbenchError('import/bad-magic', message, { path, found });
  }
  const type = head[2]!;
  const headerBytes = 4 + 4 * head[3]!;
  if (head.length < headerBytes) {
    const message = `${name} ends within its header: ${head.length} bytes where ${headerBytes} are needed. Fetch it again.`;
    throw new WorkbenchError('import/truncated-file', message, { path, bytes: head.length, needed: headerBytes });
  }
  const dimensions = Array.from({ length: head[3]! }, (_, axis) => head.readUInt32BE(4 + 4 * axis));
  const items = dimensions.reduce((product, size) => product * size, 1);
  const elementBytes = elementTypes[type]!.bytes;
  refuseImpossible({ items, elementBytes, dimensions }, file);
  return { type, elementBytes, dimensions, headerBytes, items };
}

function refuseImpossible(
  header: { items: number; elementBytes: number; dimensions: readonly number[] },
  { path, name, bytes }: SourceFile,
): void {
  const { items, elementBytes, dimensions } = header;
  const announced = `${dimensions.join(' × ')} = ${items.toLocaleString('en')} values of ${elementBytes} bytes`;
  if (items === 0)
    throw new WorkbenchError('import/empty', `${name} holds no values: its header says ${dimensions.join(' × ')}.`, { path, dimensions });
  if (items * elementBytes > maximumSourceBytes) {
    const message = `The header of ${name} asks for ${announced}, ${formatBytes(items * elementBytes)}, but the file has ${formatBytes(bytes)} and ${formatBytes(maximumSourceBytes)} is the most. It is damaged, or too large to import.`;
    throw new WorkbenchError('import/too-large', message, { path, items, elementBytes, bytes });
  }
}
