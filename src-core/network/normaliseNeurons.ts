import type { KernelSet } from '../kernels/kernelSet.ts';
import type { SourceProgram } from './compileLayers.ts';

/** Scales the weights of each neuron, over all its sources together, to the Euclidean norm given; neurons of zeros stay. */
export function normaliseNeurons(sources: readonly SourceProgram[], norm: number, kernels: KernelSet): void {
  const blocks = sources.flatMap(({ layout, weights }) => (layout && weights ? [{ ...layout, weights }] : []));
  const [first] = blocks;
  if (!first) return;
  if (blocks.length === 1) {
    kernels.normalizeRows(first.weights, first.rows, first.columns, norm);
    return;
  }
  const views = blocks.map(({ weights, columns }) => ({ values: kernels.arena.view(weights), columns }));
  for (let row = 0; row < first.rows; row++) {
    const parts = views.map(({ values, columns }) => values.subarray(row * columns, (row + 1) * columns));
    let square = 0;
    for (const part of parts) for (const weight of part) square += weight * weight;
    if (square === 0) continue;
    const factor = norm / Math.sqrt(square);
    for (const part of parts) for (let column = 0; column < part.length; column++) part[column] = part[column]! * factor;
  }
}
