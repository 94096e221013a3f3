import { createRandom } from '../../random/createRandom.ts';
import { deriveSeed } from '../../random/deriveSeed.ts';
import type { Choice } from '../../registry.ts';
import type { Table } from '../dataset.ts';
import { tableFromColumns } from '../tableFromColumns.ts';
import { generators } from './registry.ts';

/**
 * A dataset made by a generator: its coordinates as numeric features, its class as a categorical target.
 * @throws registry/unknown-member, registry/bad-parameters
 */
export function generateTable(generator: Choice, about: { readonly id: string; readonly name: string }): Table {
  const choice = generators.parse(generator);
  const { type, ...parameters } = choice;
  const member = generators.get(type);
  const { seed } = parameters as { seed: number };
  const { columns, labels, classNames } = member.generate(parameters, createRandom(deriveSeed(seed, 'generator', type)));
  return tableFromColumns({ ...about, rows: labels.length, source: { kind: 'generator', choice, files: [], attribution: '' } }, [
    ...columns.map(({ name, values }) => ({ name, kind: 'numeric' as const, role: 'feature' as const, values })),
    { name: 'class', kind: 'categorical', role: 'target', values: labels, categories: classNames },
  ]);
}
