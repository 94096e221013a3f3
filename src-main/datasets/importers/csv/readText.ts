import iconv from 'iconv-lite';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { readBytes, readHead, type SourceFile } from '../../sourceFile.ts';

export type Encoding = 'utf-8' | 'windows-1252' | 'iso-8859-1';

/** Bytes looked at to tell the encoding. */
const guessBytes = 2 ** 26;
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * UTF-8 where the bytes are valid UTF-8 (chance would hardly make them so), else Windows-1252, which contains Latin-1.
 * @throws import/bad-encoding for UTF-16 and for files that are no text
 */
export async function guessEncoding(file: SourceFile): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = 0;
  for await (const chunk of readBytes(file)) {
    if (read === 0 && chunk.subarray(0, 3).equals(utf8Mark)) return 'utf-8';
    refuseBinary(chunk, file);
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      return 'windows-1252';
    }
    read += chunk.length;
    if (read >= guessBytes) break;
  }
  return 'utf-8';
}

function refuseBinary(chunk: Buffer, { path, name }: SourceFile): void {
  const isUtf16 = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
  if (!isUtf16 && !chunk.includes(0)) return;
  const message = isUtf16
    ? `${name} is written in UTF-16. Save it as UTF-8 ("CSV UTF-8" in a spreadsheet program) and import it again.`
    : `${name} is no text: it contains zero bytes. If it is a table in UTF-16, save it as UTF-8; otherwise it is not a CSV file.`;
  throw new WorkbenchError('import/bad-encoding', message, { path });
}

/** The text of a file, piece by piece, without a byte order mark. @throws import/bad-encoding naming the line */
export async function* readText(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decode = createDecoder(encoding);
  let line = 1;
  for await (const chunk of readBytes(file)) {
    if (line === 1) refuseBinary(chunk, file);
    const text = decodeOrRefuse(() => decode(chunk), file, line, chunk);
    line += countLines(text);
    yield text;
  }
  yield decodeOrRefuse(() => decode(null), file, line, Buffer.alloc(0));
}

/** The first characters of a file, for guessing; ends with a whole line unless the first one is longer than that. */
export async function readTextHead(file: SourceFile, encoding: Encoding, bytes: number): Promise<string> {
  const head = await readHead(file, bytes);
  const text = encoding === 'utf-8' ? new TextDecoder('utf-8').decode(head) : iconv.decode(head, encoding);
  const lastEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return head.length < bytes || lastEnd < 0 ? text : text.slice(0, lastEnd + 1);
}

/** Decodes chunk after chunk; null is the end. */
function createDecoder(encoding: Encoding): (chunk: Buffer | null) => string {
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return (chunk) => (chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
  }
  const decoder = iconv.getDecoder(encoding);
  return (chunk) => (chunk ? decoder.write(chunk) : (decoder.end() ?? ''));
}

function decodeOrRefuse(decode: () => string, { path, name }: SourceFile, line: number, chunk: Buffer): string {
  try {
    return decode();
  } catch (error) {
    const badLine = line + linesBeforeBadByte(chunk);
    const message = `${name}, line ${badLine}: the bytes are not UTF-8. Choose the encoding windows-1252 or iso-8859-1.`;
    throw new WorkbenchError('import/bad-encoding', message, { path, line: badLine }, { cause: error });
  }
}

/** Lines of a chunk before its first byte that is not UTF-8. */
function linesBeforeBadByte(chunk: Buffer): number {
  const decoded = new TextDecoder('utf-8').decode(chunk);
  return countLines(decoded.slice(0, decoded.indexOf('\ufffd')));
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
