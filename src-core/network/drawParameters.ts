import type { KernelSet } from '../kernels/kernelSet.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import { initializers } from '../random/initializers/registry.ts';
import type { LayerProgram } from './compileLayers.ts';

/**
 * Draws first weights; biases stay 0. Each source of each layer has a stream of its own and is drawn in double precision, so that
 * neither the other layers nor the network's precision change it.
 */
export function drawParameters(programs: readonly LayerProgram[], kernels: KernelSet, seed: number): void {
  for (const [layerIndex, { plan, sources }] of programs.entries()) {
    const { type, ...parameters } = plan.initializer;
    const { fill } = initializers.get(type);
    const fanIn = plan.connections.reduce((sum, connection) => sum + connection.fanIn, 0);
    for (const [sourceIndex, { layout, weights }] of sources.entries()) {
      if (!layout || !weights) continue;
      const values = new Float64Array(layout.rows * layout.columns);
      const random = createRandom(deriveSeed(seed, 'weights', layerIndex, sourceIndex));
      const { fanOut } = plan.connections[sourceIndex]!;
      fill({ values, rows: layout.rows, columns: layout.columns, fanIn, fanOut }, random, parameters);
      kernels.arena.view(weights).set(values);
    }
  }
}
