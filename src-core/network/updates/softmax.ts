import type { FloatArray } from '../../kernels/arena.ts';
import { z } from '../../schema.ts';
import type { UpdateMember } from './update.ts';

/** xᵢ = exp(zᵢ)/Σⱼ exp(zⱼ) over the whole layer; ∂L/∂zᵢ = xᵢ (∂L/∂xᵢ − Σⱼ xⱼ ∂L/∂xⱼ), a function of the values. */
export const softmax: UpdateMember = {
  name: 'softmax',
  label: 'Softmax',
  summary: 'Positive values that sum to 1 over the layer: a probability for each class.',
  equation: 'xᵢ = exp(zᵢ) / Σⱼ exp(zⱼ), ∂L/∂zᵢ = xᵢ (∂ᵢL − Σⱼ xⱼ ∂ⱼL)',
  parameters: z.object({}),
  values: 'distribution',
  usualInitializer: 'glorot',
  create: () => ({ kind: 'row', kernel: 'softmax', forward, backward }),
};

function forward(elements: FloatArray, offset: number, columns: number): void {
  const end = offset + columns;
  let largest = -Infinity;
  for (let index = offset; index < end; index++) largest = Math.max(largest, elements[index]!);
  let sum = 0;
  for (let index = offset; index < end; index++) {
    const power = Math.exp(elements[index]! - largest);
    elements[index] = power;
    sum += power;
  }
  for (let index = offset; index < end; index++) elements[index] = elements[index]! / sum;
}

function backward(elements: FloatArray, gradient: number, value: number, columns: number): void {
  let mean = 0;
  for (let index = 0; index < columns; index++) mean += elements[value + index]! * elements[gradient + index]!;
  for (let index = 0; index < columns; index++)
    elements[gradient + index] = elements[value + index]! * (elements[gradient + index]! - mean);
}
