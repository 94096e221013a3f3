import { WorkbenchError } from '../../errors.ts';
import type { KernelSet, SparseRows } from '../../kernels/kernelSet.ts';
import { createRandom } from '../../random/createRandom.ts';
import { deriveSeed } from '../../random/deriveSeed.ts';
import { z } from '../../schema.ts';
import { formatShape, shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { sizeParameter } from './layerSize.ts';
import { refuseTooLarge } from './sizeLimit.ts';
import { drawFanIn, drawPairs, type Wiring } from './wiring.ts';

const parameters = z.object({
  size: sizeParameter,
  probability: z
    .number()
    .positive()
    .max(1)
    .default(0.1)
    .meta({ label: 'Probability', help: 'Each pair of axons is connected with this probability, unless a fan-in is given.' }),
  fan: z
    .number()
    .int()
    .min(1)
    .max(2 ** 24)
    .nullable()
    .default(null)
    .meta({ label: 'Fan-in', help: 'Axons that each axon reads, the same number for all; empty leaves it to the probability.' }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .meta({ label: 'Seed', help: 'Decides who is connected with whom. The trial’s own seed decides the first weights only.' }),
});

/**
 * Each axon reads some axons of the source, chosen at random once. The choice is part of the design, not of the trial, so that a
 * design alone says how many weights there are and what they join. Weights are compressed rows, axon after axon, sources rising.
 */
export const random: ConnectionMember = {
  name: 'random',
  label: 'Random',
  summary: 'Each axon reads some axons of the source, chosen at random once and for all.',
  equation: 'zⱼ = Σᵢ Mⱼᵢ xᵢ + bⱼ over the pairs that are kept',
  parameters,
  sizes: {
    form: 'N or N1xN2…',
    minimum: 1,
    parameters: ['size'],
    read: (sizes) => ({ size: sizes }),
    write: (given) => parameters.parse(given).size,
  },
  plan(source, given, layer, place) {
    const { size, probability, fan, seed } = parameters.parse(given);
    const inputs = shapeSize(source);
    const outputs = shapeSize(size);
    refuseTooLarge(layer, 'axons', outputs);
    refuseTooLarge(layer, 'weights', outputs * (fan ?? inputs * probability));
    if (fan !== null && fan > inputs) {
      throw new WorkbenchError(
        'design/shape-mismatch',
        `Layer "${layer}" does not fit its source of shape ${formatShape(source)}: its fan-in is ${fan}, and there are ${inputs} axons to read.`,
        { layer, source },
      );
    }
    const stream = createRandom(deriveSeed(seed, 'wiring', ...place));
    const wiring = fan === null ? drawPairs(inputs, outputs, probability, stream) : drawFanIn(inputs, outputs, fan, stream);
    const { starts, columns } = wiring;
    return {
      outputShape: size,
      weights: { shape: [columns.length], rows: outputs, columns: longestRow(starts), blockRows: 1, rowStarts: starts },
      biasCount: outputs,
      fanIn: Math.max(1, columns.length / outputs),
      fanOut: Math.max(1, columns.length / inputs),
      compile: (kernels) => compileRandom(kernels, inputs, outputs, wiring),
    };
  },
};

function compileRandom(kernels: KernelSet, inputs: number, outputs: number, { starts, columns }: Wiring): CompiledConnection {
  const { arena } = kernels;
  const table: Omit<SparseRows, 'batch'> = {
    inputs,
    outputs,
    starts: arena.allocateIndices(starts.length),
    columns: arena.allocateIndices(columns.length),
  };
  arena.viewIndices(table.starts).set(starts);
  arena.viewIndices(table.columns).set(columns);
  return {
    forward: (z, x, weights, rows) => kernels.sparseForward(z, x, weights!, { ...table, batch: rows }),
    inputGradient: (dx, dz, weights, rows) => kernels.sparseInputGradient(dx, dz, weights!, { ...table, batch: rows }),
    weightGradient: (dWeights, dz, x, rows) => kernels.sparseWeightGradient(dWeights, dz, x, { ...table, batch: rows }),
    links: (axon) => {
      const start = starts[axon]!;
      return [...columns.subarray(start, starts[axon + 1])].map((source, index) => ({ source, weight: start + index }));
    },
  };
}

function longestRow(starts: Int32Array): number {
  return starts.reduce((longest, start, row) => Math.max(longest, row === 0 ? 0 : start - starts[row - 1]!), 0);
}
