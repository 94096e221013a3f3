import { shapeSize } from '../../shape.ts';
import type { NtwLabels } from './ntwLabels.ts';
import type { TableLayer } from './ntwLayers.ts';
import { mostConnections, mostSites } from './savedNetwork.ts';
import type { TextCursor } from './textCursor.ts';
import { textError, type Token } from './textToken.ts';
import { takeNumber, takeWhole, takeWord } from './textValues.ts';

/** All sites: their values and biases, and the connections of site s at `starts[s] … starts[s + 1]`. */
export interface SiteTable {
  readonly values: Float64Array;
  readonly biases: Float64Array;
  readonly starts: Int32Array;
  readonly sources: number[];
  readonly weights: number[];
}

/** Shortest text of a site, `0 0 0` and a space, and of a connection, `0 0` and a space. */
const siteCharacters = 6;
const connectionCharacters = 4;

/**
 * Takes all sites. Counts that the rest of the file is too short for are refused before anything is allocated.
 * @throws design/text-format
 */
export function takeSites(cursor: TextCursor, labels: NtwLabels, layers: readonly TableLayer[]): SiteTable {
  takeWord(cursor, 'sites');
  const countToken = cursor.peek();
  const count = takeWhole(cursor, 'the number of sites', 1, mostSites);
  const total = layers.reduce((sum, { shape }) => sum + shapeSize(shape), 0);
  if (count !== total) throw textError(`${count} sites are said to follow, but the layers have ${total}.`, countToken);
  refuseTruncated(cursor, `${count} sites`, count * siteCharacters, countToken);
  const table: SiteTable = {
    values: new Float64Array(count),
    biases: new Float64Array(count),
    starts: new Int32Array(count + 1),
    sources: [],
    weights: [],
  };
  // By source, the last site that was connected to it.
  const reader = new Int32Array(count).fill(-1);
  for (const { shape, offset } of layers) {
    for (let site = offset; site < offset + shapeSize(shape); site++) {
      labels.takeNumbered('site', site);
      labels.take('value');
      table.values[site] = takeNumber(cursor, `the value of site ${site}`);
      labels.take('bias');
      table.biases[site] = takeNumber(cursor, `the bias of site ${site}`);
      takeConnections(cursor, labels, { site, lower: offset }, { table, reader });
      table.starts[site + 1] = table.sources.length;
    }
  }
  return table;
}

function takeConnections(
  cursor: TextCursor,
  labels: NtwLabels,
  { site, lower }: { readonly site: number; readonly lower: number },
  { table, reader }: { readonly table: SiteTable; readonly reader: Int32Array },
): void {
  labels.take('connections');
  const countToken = cursor.peek();
  const most = Math.min(lower, mostConnections - table.sources.length);
  const count = takeWhole(cursor, `the number of connections of site ${site}`, 0, most);
  refuseTruncated(cursor, `${count} connections`, count * connectionCharacters, countToken);
  for (let connection = 0; connection < count; connection++) {
    labels.take('from');
    const token = cursor.peek();
    const source = takeWhole(cursor, `a site that site ${site} reads, in a layer below it,`, 0, lower - 1);
    if (reader[source] === site) throw textError(`site ${site} is connected to site ${source} twice.`, token);
    reader[source] = site;
    labels.take('weight');
    table.sources.push(source);
    table.weights.push(takeNumber(cursor, `the weight from site ${source} to site ${site}`));
  }
}

function refuseTruncated(cursor: TextCursor, what: string, characters: number, token: Token): void {
  // The token ahead may be all but one character of what is left.
  const left = cursor.remaining() + cursor.peek().text.length;
  if (characters <= left + 1) return;
  throw textError(
    `${what} are said to follow, but the file ends after ${left} more characters. It is truncated, or the number is wrong.`,
    token,
  );
}
