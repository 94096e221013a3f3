import type { Column, ColumnKind, ColumnRole, Dataset } from '../../../src-core/data/dataset.ts';
import { formatBytes, formatQuantity } from '../../format/formatNumber.ts';
import { formatShape } from '../../../src-core/shape.ts';

export const kindLabels: Readonly<Record<ColumnKind, string>> = { numeric: 'Numeric', categorical: 'Categorical', text: 'Text' };
export const roleLabels: Readonly<Record<ColumnRole, string>> = { feature: 'Feature', target: 'Target', ignored: 'Ignored' };

/** "150 rows, 4 features, target species (3 classes)". */
export function datasetSummary({ rows, columns }: Pick<Dataset, 'rows' | 'columns'>): string {
  const features = columns.filter(({ role }) => role === 'feature');
  const [target] = columns.filter(({ role }) => role === 'target');
  const parts = [formatQuantity(rows, 'row'), featureWords(features)];
  parts.push(target ? `target ${target.name}${classWords(target)}` : 'no target');
  return parts.join(', ');
}

function featureWords(features: readonly Column[]): string {
  const [first] = features;
  if (features.length === 1 && first && first.shape.length > 0)
    return `${first.shape.length > 1 ? 'images' : 'lists'} of ${formatShape(first.shape)}`;
  return formatQuantity(features.length, 'feature');
}

function classWords({ kind, categories }: Column): string {
  return kind === 'categorical' && categories ? ` (${formatQuantity(categories.length, 'class', 'classes')})` : '';
}

/** Whether its rows are pictures: one block of two dimensions, or of three with channels last. */
export function hasImages({ columns }: Dataset): boolean {
  return columns.some(({ kind, shape }) => kind === 'numeric' && (shape.length === 2 || (shape.length === 3 && shape[2]! <= 4)));
}

/** "iris.csv, 4.5 kB". */
export function sourceWords({ source }: Dataset): string {
  if (source.kind === 'generator') return 'Generated';
  return source.files.map(({ name, bytes }) => `${name}, ${formatBytes(bytes)}`).join('; ');
}
