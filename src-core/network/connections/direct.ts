import { subTensor, type Tensor } from '../../kernels/arena.ts';
import type { KernelSet } from '../../kernels/kernelSet.ts';
import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';

const parameters = z.object({
  weights: z
    .enum(['taught', 'fixed'])
    .default('taught')
    .meta({ label: 'Weights', help: 'Taught: a weight of its own for each axon. Fixed: the factor for all, and nothing to teach.' }),
  factor: z.number().min(-1e6).max(1e6).default(1).meta({ label: 'Factor', help: 'The weight of every axon where weights are fixed.' }),
});

/** Each axon reads the axon at its own position, with a weight of its own, or with one fixed factor and then neither weights nor bias. */
export const direct: ConnectionMember = {
  name: 'direct',
  label: 'Direct',
  summary: 'Each axon reads the one at its own position, with a taught or a fixed weight.',
  equation: 'zᵢ = mᵢ xᵢ + bᵢ, or zᵢ = factor · xᵢ',
  parameters,
  sizes: null,
  plan(source, given) {
    const { weights, factor } = parameters.parse(given);
    const size = shapeSize(source);
    const shape = { outputShape: source, fanIn: 1, fanOut: 1 };
    if (weights === 'fixed') return { ...shape, weights: null, biasCount: 0, compile: (kernels) => fixed(kernels, size, factor) };
    return {
      ...shape,
      weights: { shape: source, rows: size, columns: 1, blockRows: 1, rowStarts: null },
      biasCount: size,
      compile: (kernels): CompiledConnection => ({
        forward: (z, x, m, rows) => kernels.multiplyRows(z, x, m!, rows, size),
        inputGradient: (dx, dz, m, rows) => kernels.multiplyRows(dx, dz, m!, rows, size),
        weightGradient: (dm, dz, x, rows) => kernels.addRowProducts(dm, dz, x, rows, size),
        links: (axon) => [{ source: axon, weight: axon }],
      }),
    };
  },
};

function fixed(kernels: KernelSet, size: number, factor: number): CompiledConnection {
  const firstRows = (tensor: Tensor, rows: number) => subTensor(tensor, 0, [rows, size]);
  return {
    forward: (z, x, _weights, rows) => kernels.addScaled(firstRows(z, rows), factor, firstRows(x, rows)),
    inputGradient: (dx, dz, _weights, rows) => kernels.addScaled(firstRows(dx, rows), factor, firstRows(dz, rows)),
    weightGradient: () => undefined,
    links: (axon) => [{ source: axon, factor }],
  };
}
