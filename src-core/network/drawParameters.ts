import type { KernelSet } from '../kernels/kernelSet.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { initializers } from '../random/initializers/registry.ts';
import type { LayerProgram } from './compileLayers.ts';
import { rowStart, weightCount } from './connections/weightLayout.ts';

/**
 * Draws first weights; biases stay 0. Each source of each layer has a stream of its own and is drawn in double precision, so that
 * neither the other layers nor the network's precision change it. Rows that read the same axons are drawn together.
 */
export function drawParameters(programs: readonly LayerProgram[], kernels: KernelSet, seed: number): void {
  for (const [layerIndex, { plan, layer }] of programs.entries()) {
    const { type, ...parameters } = plan.initializer;
    const { fill } = initializers.get(type);
    const fanIn = plan.connections.reduce((sum, connection) => sum + connection.fanIn, 0);
    for (const [sourceIndex, { layout, weights }] of layer.sources.entries()) {
      if (!layout || !weights) continue;
      const all = new Float64Array(weightCount(layout));
      const random = createRandom(deriveSeed(seed, 'weights', layerIndex, sourceIndex));
      const { fanOut } = plan.connections[sourceIndex]!;
      for (let row = 0; row < layout.rows; row += layout.blockRows) {
        const values = all.subarray(rowStart(layout, row), rowStart(layout, row + layout.blockRows));
        const columns = values.length / layout.blockRows;
        fill({ values, rows: layout.blockRows, columns, fanIn, fanOut }, random, parameters);
      }
      kernels.arena.view(weights).set(all);
    }
  }
}
