import type { KernelSet } from '../kernels/kernelSet.ts';
import { rowStart } from './connections/weightLayout.ts';
import type { SourceConnection } from './network.ts';

/** Scales the weights of each neuron, over all its sources together, to the Euclidean norm given; neurons of zeros stay. */
export function normaliseNeurons(sources: readonly SourceConnection[], norm: number, kernels: KernelSet): void {
  const blocks = sources.flatMap(({ layout, weights }) => (layout && weights ? [{ layout, weights }] : []));
  const [first] = blocks;
  if (!first) return;
  if (blocks.length === 1 && !first.layout.rowStarts) {
    kernels.normalizeRows(first.weights, first.layout.rows, first.layout.columns, norm);
    return;
  }
  const views = blocks.map(({ layout, weights }) => ({ layout, values: kernels.arena.view(weights) }));
  for (let row = 0; row < first.layout.rows; row++) {
    const parts = views.map(({ layout, values }) => values.subarray(rowStart(layout, row), rowStart(layout, row + 1)));
    let square = 0;
    for (const part of parts) for (const weight of part) square += weight * weight;
    if (square === 0) continue;
    const factor = norm / Math.sqrt(square);
    for (const part of parts) for (let column = 0; column < part.length; column++) part[column] = part[column]! * factor;
  }
}
