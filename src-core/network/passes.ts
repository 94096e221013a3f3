import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { LayerProgram } from './compileLayers.ts';
import type { CompiledLayer } from './network.ts';

/** What both passes walk over. */
export interface NetworkProgram {
  readonly kernels: KernelSet;
  /** The input first. */
  readonly layers: readonly CompiledLayer[];
  /** One for each layer but the input, in order. */
  readonly programs: readonly LayerProgram[];
  readonly gradients: Tensor;
  readonly outputPreactivations: Tensor | null;
  /** Whether each layer gets gradients, by index among `layers`. */
  readonly isTaught: (layer: number) => boolean;
}

/** What a forward pass computes: layers `first` … `last` by index, for the first `rows` rows; `teaching` turns dropout on. */
interface ForwardExtent {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly teaching: boolean;
}

/** x_l = f(Σ M x + b) for each of the layers in order (eq. 6). */
export function forwardPass(
  { kernels, layers, programs, outputPreactivations }: NetworkProgram,
  { first, last, rows, teaching }: ForwardExtent,
): void {
  for (let index = first; index <= last; index++) {
    const { layer, plan } = programs[index - 1]!;
    const { axons, size, parameters, sources } = layer;
    const biasCount = plan.biasCount || size;
    kernels.setRows(axons, parameters?.bias ?? null, (rows * size) / biasCount, biasCount);
    for (const { source, connection, weights } of sources) connection.forward(axons, layers[source]!.axons, weights, rows, teaching);
    if (outputPreactivations && layer === layers.at(-1))
      kernels.copy(firstRows(outputPreactivations, rows, size), firstRows(axons, rows, size));
    if (plan.update.kernel !== 'identity') kernels.applyUpdate(plan.update, axons, rows, size);
  }
}

/**
 * From ∂L/∂x (or ∂L/∂z) of the outputs to all gradients, layer by layer downwards (eq. 12). Derivatives of axons are computed only
 * where a taught layer lies at or below them, unless `everywhere`.
 */
export function backwardPass(program: NetworkProgram, rows: number, from: 'outputs' | 'preactivations', everywhere: boolean): void {
  const { kernels, layers, programs, gradients, isTaught } = program;
  const wanted = layers.map(() => everywhere);
  for (const [index, { layer }] of programs.entries()) {
    wanted[index + 1] ||= isTaught(index + 1) || layer.sources.some(({ source }) => wanted[source]);
  }
  kernels.fill(gradients, 0);
  for (const { axonGradients, size } of layers.slice(0, -1)) kernels.fill(firstRows(axonGradients, rows, size), 0);

  for (let index = programs.length; index > 0; index--) {
    if (!wanted[index]) continue;
    const { layer, plan } = programs[index - 1]!;
    const { axons, axonGradients: dz, size, parameters, sources } = layer;
    const derivativeIsTaken = index === programs.length && from === 'preactivations';
    if (!derivativeIsTaken && plan.update.kernel !== 'identity') kernels.applyUpdateDerivative(plan.update, dz, axons, rows, size);
    const taught = isTaught(index);
    if (taught && parameters?.biasGradients)
      kernels.addRowSums(parameters.biasGradients, dz, (rows * size) / plan.biasCount, plan.biasCount);
    for (const { source, connection, weights, weightGradients } of sources) {
      const { axons: x, axonGradients: dx } = layers[source]!;
      if (taught && weightGradients) connection.weightGradient(weightGradients, dz, x, rows);
      if (wanted[source]) connection.inputGradient(dx, dz, weights, rows);
    }
  }
}

function firstRows(tensor: Tensor, rows: number, size: number): Tensor {
  return subTensor(tensor, 0, [rows, size]);
}
