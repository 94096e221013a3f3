import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { crc32c } from '../../src-core/training/crc32c.ts';
import { copyAside, syncFolder, writeDurably } from './durableFiles.ts';
import { systemCode } from './fileError.ts';
import { readBounded } from './readBounded.ts';

/** An append-only file of records, one a line: `{"v":1,"seq":n,"crc":"…","body":{…}}`. */
export interface Journal<Body> {
  /** The records that were there when it was opened, in order. */
  readonly records: readonly Body[];
  /** What was damaged, in sentences. */
  readonly warnings: readonly string[];
  /** Resolves once the records are on the disk. Appends asked for while the disk is busy go there together. */
  append(bodies: readonly Body[]): Promise<void>;
  /** Waits for appends under way, and refuses those asked for later. */
  close(): Promise<void>;
}

const lineSchema = z.strictObject({
  v: z.literal(1),
  seq: z.number().int().min(1),
  crc: z.string(),
  body: z.unknown(),
});

export interface ParsedJournal<Body> {
  readonly records: readonly Body[];
  /** Numbers, from 1, of the lines that cannot be trusted. */
  readonly damagedLines: readonly number[];
  /** A last line without its end: a write that a crash cut short, as may happen. */
  readonly torn: boolean;
  readonly lastSequence: number;
}

/** Reads a journal's text. Never throws: what cannot be trusted is left out and counted. */
export function parseJournal<Body>(text: string, bodySchema: z.ZodType<Body>): ParsedJournal<Body> {
  const lines = text.split('\n');
  const torn = lines.at(-1) !== '';
  const records: Body[] = [];
  const damagedLines: number[] = [];
  let lastSequence = 0;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const entry = parseLine(line, bodySchema);
    if (entry === null) {
      if (!isLast) damagedLines.push(index + 1);
      continue;
    }
    records.push(entry.body);
    lastSequence = Math.max(lastSequence, entry.seq);
  }
  return { records, damagedLines, torn, lastSequence };
}

export function formatJournalLine(sequence: number, body: unknown): string {
  const json = JSON.stringify(body);
  return `{"v":1,"seq":${sequence},"crc":"${checksum(json)}","body":${json}}\n`;
}

function checksum(json: string): string {
  return crc32c(new TextEncoder().encode(json)).toString(16).padStart(8, '0');
}

function parseLine<Body>(line: string, bodySchema: z.ZodType<Body>): { seq: number; body: Body } | null {
  try {
    const { seq, crc, body } = lineSchema.parse(JSON.parse(line));
    if (crc !== checksum(JSON.stringify(body))) return null;
    return { seq, body: bodySchema.parse(body) };
  } catch {
    return null;
  }
}

/** More than the records of the most trials a sweep may have; a string can hold little more. */
const mostBytes = 500_000_000;

async function readText(path: string): Promise<string> {
  try {
    return await readBounded(path, mostBytes);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Opens a journal, or an empty one where there is none. Unless `readOnly`, a damaged file is copied under another name and
 * replaced by its good lines, and a torn last line is cut off.
 */
export async function openJournal<Body>(path: string, bodySchema: z.ZodType<Body>, { readOnly = false } = {}): Promise<Journal<Body>> {
  const parsed = parseJournal(await readText(path), bodySchema);
  const warnings: string[] = [];
  let sequence = parsed.lastSequence;
  if (parsed.damagedLines.length > 0) {
    const lines = `${parsed.damagedLines.length === 1 ? 'line' : 'lines'} ${parsed.damagedLines.join(', ')}`;
    const kept = readOnly ? '' : ` The damaged file is kept as ${await copyAside(path)}.`;
    warnings.push(`${path}: ${lines} could not be read and ${parsed.damagedLines.length === 1 ? 'was' : 'were'} skipped.${kept}`);
  }
  if (!readOnly && (parsed.damagedLines.length > 0 || parsed.torn)) {
    await writeDurably(path, parsed.records.map((body, index) => formatJournalLine(index + 1, body)).join(''));
    sequence = parsed.records.length;
  }

  let handle: FileHandle | null = null;
  let waiting = '';
  let writing: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  let tornByFailure = false;
  let closed = false;

  async function flush(): Promise<void> {
    const text = (tornByFailure ? '\n' : '') + waiting;
    waiting = '';
    writing = null;
    tornByFailure = true;
    if (handle === null) {
      handle = await open(path, 'a');
      await syncFolder(dirname(path));
    }
    await handle.appendFile(text);
    await handle.datasync();
    tornByFailure = false;
  }

  return {
    records: parsed.records,
    warnings,
    append(bodies) {
      if (readOnly) return Promise.reject(new Error(`${basename(path)} was opened read-only`));
      // Somebody else may be its writer by now.
      if (closed) return Promise.reject(new WorkbenchError('project/closed', `The project of ${path} was closed.`, { path }));
      waiting += bodies.map((body) => formatJournalLine(++sequence, body)).join('');
      if (writing === null) {
        writing = last.then(flush);
        last = writing.catch(() => undefined);
      }
      return writing;
    },
    async close() {
      closed = true;
      await last;
      await handle?.close();
      handle = null;
    },
  };
}
