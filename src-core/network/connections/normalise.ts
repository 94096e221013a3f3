import type { KernelSet } from '../../kernels/kernelSet.ts';
import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  over: z.enum(['sample', 'position']).default('sample').meta({
    label: 'Over',
    help: 'Sample: all axons of the source together. Position: the channels of each position by themselves.',
  }),
  scale: z.enum(['unitVariance', 'unitNorm', 'unchanged']).default('unitVariance').meta({
    label: 'Scale',
    help: 'Unit variance: the mean of the squares becomes 1. Unit norm: their sum does. Unchanged: nothing is divided.',
  }),
  centre: z.boolean().default(true).meta({ label: 'Centre', help: 'Removes the mean of the group first.' }),
  epsilon: z.number().positive().max(1e6).default(0.01).meta({
    label: 'ε',
    help: 'Added to the variance, so that what hardly varies is not blown up: about the variance of noise; of pixels from 0 to 1, 0.01 is usual.',
  }),
});

/** How the axons of a sample are put together: so many neighbours a group, and to what each group is brought. */
interface Groups {
  readonly size: number;
  readonly groupSize: number;
  readonly isCentred: boolean;
  /** Root mean square of what comes out: 1 for unit variance, 1/√n for unit norm. */
  readonly height: number;
  /** Null where nothing is divided. */
  readonly epsilon: number | null;
}

/**
 * Each axon takes the one at its own position, less the mean of its group and divided by the group's spread, sample by sample (Ba et al.
 * 2016; over the channels of a patch it is the contrast normalisation of Coates et al. 2011). Uncentred, the mean counts as 0. It has
 * neither weights nor bias.
 */
export const normalise: ConnectionMember = {
  name: 'normalise',
  label: 'Normalise',
  summary: 'Removes the mean of each sample or position and divides by its spread; nothing to teach.',
  equation: 'z = (x − x̄)/√(v + ε), v = mean (x − x̄)² of the n axons of a group; for unit norm z/√n',
  parameters,
  sizes: null,
  plan(source, given, layer) {
    const { over, scale, centre, epsilon } = parameters.parse(given);
    const size = shapeSize(source);
    refuseTooLarge(layer, 'axons', size);
    const groupSize = over === 'position' ? source.at(-1)! : size;
    const height = scale === 'unitNorm' ? 1 / Math.sqrt(groupSize) : 1;
    const groups = { size, groupSize, isCentred: centre, height, epsilon: scale === 'unchanged' ? null : epsilon };
    return {
      outputShape: source,
      weights: null,
      biasCount: 0,
      fanIn: groupSize,
      fanOut: groupSize,
      compile: (kernels, batch) => compileNormalise(kernels, batch, groups),
    };
  },
};

function compileNormalise({ arena }: KernelSet, batch: number, groups: Groups): CompiledConnection {
  const { size, groupSize, isCentred, height, epsilon } = groups;
  const groupsOfRow = size / groupSize;
  /** What the last pass made, for the derivative: y, and by what each group was multiplied. */
  const values = epsilon === null ? null : arena.allocate([batch, size]);
  const factors = arena.allocate([batch, groupsOfRow]);

  return {
    forward(z, x, _weights, rows) {
      const { elements } = arena;
      for (let group = 0; group < rows * groupsOfRow; group++) {
        const first = group * groupSize;
        const mean = isCentred ? meanOf(elements, x.offset + first, groupSize) : 0;
        let squares = 0;
        for (let axon = x.offset + first; axon < x.offset + first + groupSize; axon++) squares += (elements[axon]! - mean) ** 2;
        const factor = epsilon === null ? 1 : height / Math.sqrt(squares / groupSize + epsilon);
        elements[factors.offset + group] = factor;
        for (let axon = first; axon < first + groupSize; axon++) {
          const value = (elements[x.offset + axon]! - mean) * factor;
          if (values) elements[values.offset + axon] = value;
          elements[z.offset + axon]! += value;
        }
      }
    },
    /** ∂L/∂xⱼ = s (gⱼ − ḡ − yⱼ Σ g y/(n h²)), g = ∂L/∂y, s the group's factor, h its height. */
    inputGradient(dx, dz, _weights, rows) {
      const { elements } = arena;
      for (let group = 0; group < rows * groupsOfRow; group++) {
        const first = group * groupSize;
        const mean = isCentred ? meanOf(elements, dz.offset + first, groupSize) : 0;
        let along = 0;
        if (values) {
          for (let axon = first; axon < first + groupSize; axon++) along += elements[dz.offset + axon]! * elements[values.offset + axon]!;
        }
        const slope = along / (groupSize * height ** 2);
        const factor = elements[factors.offset + group]!;
        for (let axon = first; axon < first + groupSize; axon++) {
          const onValue = values ? slope * elements[values.offset + axon]! : 0;
          elements[dx.offset + axon]! += factor * (elements[dz.offset + axon]! - mean - onValue);
        }
      }
    },
    weightGradient: () => undefined,
    links(axon, row) {
      const group = Math.floor(axon / groupSize);
      const factor = arena.view(factors)[row * groupsOfRow + group]!;
      if (!isCentred) return [{ source: axon, factor }];
      return Array.from({ length: groupSize }, (_, index) => {
        const source = group * groupSize + index;
        return { source, factor: factor * (Number(source === axon) - 1 / groupSize) };
      });
    },
  };
}

function meanOf(elements: ArrayLike<number>, first: number, length: number): number {
  let sum = 0;
  for (let index = first; index < first + length; index++) sum += elements[index]!;
  return sum / length;
}
