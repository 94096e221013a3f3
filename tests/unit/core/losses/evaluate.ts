import { expect } from 'vitest';
import type { SampleLoss } from '../../../../src-core/losses/loss.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import type { Choice } from '../../../../src-core/registry.ts';

/** A registered loss of one sample. */
export function sampleLoss(choice: Choice): SampleLoss {
  const { type, ...parameters } = losses.parse(choice);
  return losses.get(type).create(parameters);
}

/** Value and gradient of a loss, which must leave outputs and targets as they are and give the same value without a gradient. */
export function evaluate(loss: SampleLoss, x: readonly number[], target: readonly number[]): { value: number; gradient: number[] } {
  const elements = Float64Array.from([...x, ...target, ...x.map(() => 0)]);
  const value = loss(elements, 0, x.length, 2 * x.length, x.length);
  expect(loss(elements, 0, x.length, null, x.length)).toBe(value);
  expect([...elements.slice(0, 2 * x.length)]).toEqual([...x, ...target]);
  return { value, gradient: [...elements.slice(2 * x.length)] };
}
