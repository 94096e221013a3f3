import type { FeatureTable } from './readout.ts';

/** Puts features to mean 0 and deviation 1, as they have over the table it was fitted on; columns that never vary become 0. */
export function fitStandardisation({ rows, columns, values }: FeatureTable): (table: FeatureTable) => FeatureTable {
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) means[column]! += values[row * columns + column]! / rows;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) squares[column]! += (values[row * columns + column]! - means[column]!) ** 2;
  const scales = squares.map((square, column) => {
    const deviation = Math.sqrt(square / rows);
    return deviation > 1e-6 * Math.max(1, Math.abs(means[column]!)) ? 1 / deviation : 0;
  });
  return (table) => {
    const scaled = table.values.slice();
    for (let index = 0; index < scaled.length; index++) {
      const column = index % columns;
      scaled[index] = (scaled[index]! - means[column]!) * scales[column]!;
    }
    return { ...table, values: scaled };
  };
}
