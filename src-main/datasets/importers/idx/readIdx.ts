import { WorkbenchError } from '../../../../src-core/errors.ts';
import { readBytes, readHead, type SourceFile } from '../../sourceFile.ts';
import { maximumDimensions, parseIdxHeader, type IdxHeader } from './idxHeader.ts';

export type IdxValues = Uint8Array | Int32Array | Float32Array | Float64Array;

export async function readIdxHeader(file: SourceFile): Promise<IdxHeader> {
  const header = parseIdxHeader(await readHead(file, 4 + 4 * maximumDimensions), file);
  if (!file.isGzip) refuseWrongSize(header, file, file.bytes);
  return header;
}

/**
 * All values of an IDX file, in the byte order of this machine; memory is taken only once the header was found to fit the file.
 * @throws import/bad-magic, import/truncated-file, import/oversized-file, import/too-large
 */
export async function readIdxValues(file: SourceFile): Promise<{ header: IdxHeader; values: IdxValues }> {
  const header = await readIdxHeader(file);
  const expected = header.headerBytes + header.items * header.elementBytes;
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of readBytes(file, Infinity)) {
    chunks.push(chunk);
    read += chunk.length;
    if (read > expected) break;
  }
  refuseWrongSize(header, file, read);
  // A copy of its own: the views below need a start divisible by 8.
  const payload = new Uint8Array(header.items * header.elementBytes);
  payload.set(Buffer.concat(chunks).subarray(header.headerBytes));
  return { header, values: toValues(payload, header.type) };
}

function refuseWrongSize(header: IdxHeader, { path, name, isGzip }: SourceFile, bytes: number): void {
  const expected = header.headerBytes + header.items * header.elementBytes;
  const details = { path, bytes, expected, dimensions: header.dimensions };
  const announced = `its header (${header.dimensions.join(' × ')}) needs ${expected.toLocaleString('en')} bytes`;
  if (bytes < expected) {
    const message = `${name} is truncated: ${announced}, but it has ${bytes.toLocaleString('en')}${isGzip ? ' when unpacked' : ''}. Fetch it again.`;
    throw new WorkbenchError('import/truncated-file', message, details);
  }
  if (bytes > expected) {
    throw new WorkbenchError(
      'import/oversized-file',
      `${name} has more bytes than its header tells of: ${announced}. It is damaged.`,
      details,
    );
  }
}

/** Big-endian bytes as numbers; the payload's own memory is swapped and used where the element type allows. */
function toValues(payload: Uint8Array, type: number): IdxValues {
  const bytes = Buffer.from(payload.buffer);
  switch (type) {
    case 0x08:
      return payload;
    case 0x09:
      return Int32Array.from(new Int8Array(payload.buffer));
    case 0x0b:
      bytes.swap16();
      return Int32Array.from(new Int16Array(payload.buffer));
    case 0x0c:
      bytes.swap32();
      return new Int32Array(payload.buffer);
    case 0x0d:
      bytes.swap32();
      return new Float32Array(payload.buffer);
    default:
      bytes.swap64();
      return new Float64Array(payload.buffer);
  }
}
