import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LocalLayer } from './localLayer.ts';

/** The principal directions of a layer's samples as rows of unit length, with the variance along each, the greatest first. */
interface Directions {
  /** `[inputs]` */
  readonly mean: ArrayLike<number>;
  /** One a neuron at least. */
  readonly variances: ArrayLike<number>;
  /** `[directions, inputs]` */
  readonly vectors: ArrayLike<number>;
  /** Mean variance of an input. */
  readonly meanVariance: number;
}

interface WhiteningSettings {
  readonly kind: 'pca' | 'zca';
  readonly epsilon: number;
  readonly epsilonIs: 'share' | 'variance';
}

/** Less than this share of the greatest variance is rounding. */
const leastShare = 1e-12;

/**
 * Gives a layer w = v/√(λ + ε) and b = −w·m, for ZCA W = Σ v vᵀ/√(λ + ε), over as many directions as it has neurons; w is 0 along a
 * direction of no variance where ε is 0.
 */
export function whitenAlong(
  { arena }: KernelSet,
  layer: LocalLayer,
  { mean, variances, vectors, meanVariance }: Directions,
  { kind, epsilon, epsilonIs }: WhiteningSettings,
): void {
  const { neurons, inputs } = layer;
  const added = epsilonIs === 'share' ? epsilon * meanVariance : epsilon;
  const rows = new Float64Array(neurons * inputs);
  for (let direction = 0; direction < neurons; direction++) {
    const variance = Math.max(variances[direction]!, 0) + added;
    const factor = variance > leastShare * variances[0]! ? 1 / Math.sqrt(variance) : 0;
    const vector = Float64Array.from({ length: inputs }, (_, input) => vectors[direction * inputs + input]!);
    if (kind === 'pca') addScaled(rows, direction, factor, vector);
    else for (let row = 0; row < neurons; row++) addScaled(rows, row, factor * vector[row]!, vector);
  }
  arena.view(layer.weights).set(rows);
  const biases = Float64Array.from({ length: neurons }, (_, row) => {
    let sum = 0;
    for (let input = 0; input < inputs; input++) sum += rows[row * inputs + input]! * mean[input]!;
    return -sum;
  });
  if (layer.bias) arena.view(layer.bias).set(biases);
}

function addScaled(rows: Float64Array, row: number, factor: number, vector: Float64Array): void {
  const start = row * vector.length;
  for (let index = 0; index < vector.length; index++) rows[start + index]! += factor * vector[index]!;
}
