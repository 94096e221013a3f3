import { describe, expect, it } from 'vitest';
import { measureFunctionErrors, unitsInLastPlace, vectorFunctions } from '../../../../src-main/bench/functionErrors.ts';
import { sampledFloats } from '../../../../src-main/bench/sampledFloats.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { kernelSets } from '../../core/kernels/kernelFixtures.ts';

const inputs = 200_000;
const next = (x: number) => x * (1 + 2 ** -23);

describe('units in the last place', () => {
  it.each([
    ['nothing where they are equal', 1.5, 1.5, 0],
    ['one to the next number', next(1), 1, 1],
    ['half of that below a power of two', 1 - 2 ** -24, 1, 0.5],
    ['halves', 1 + 2 ** -24, 1, 0.5],
    ['those of denormals', 3 * 2 ** -149, 2 ** -149, 2],
    ['those of zero', 2 ** -149, 0, 1],
    ['one from the largest number to infinity', Infinity, 2 ** 128 - 2 ** 104, 1],
    ['nothing where both are beyond the largest number', Infinity, 1e300, 0],
    ['all where one is no number', NaN, 1, Infinity],
    ['nothing where neither is', NaN, NaN, 0],
  ])('%s', (_what, actual, exact, units) => expect(unitsInLastPlace(actual, exact)).toBeCloseTo(units, 6));
});

it('samples numbers of every size, and what is not finite', () => {
  const floats = new Float32Array(inputs);
  sampledFloats(floats, createRandom(1), [-5, 5]);
  const share = (holds: (x: number) => boolean) => floats.filter(holds).length / inputs;
  expect(share(Number.isNaN)).toBeGreaterThan(0.001);
  expect(share((x) => x !== 0 && Math.abs(x) < 2 ** -126)).toBeGreaterThan(0.001);
  expect(share((x) => Math.abs(x) > 2 ** 120)).toBeGreaterThan(0.01);
  expect(share((x) => Math.abs(x) > 0.5 && Math.abs(x) <= 5)).toBeGreaterThan(0.4);
  expect(floats).toContain(Infinity);
});

describe.each(kernelSets.slice(1))('vector functions over all of float32, $title', ({ create }) => {
  const errors = measureFunctionErrors(create(), inputs);

  it.each(vectorFunctions)('$name to $limit units in the last place', ({ name, limit }) => {
    const found = errors.find((error) => error.name === name)!;
    expect(found.worst, `at ${found.at}`).toBeLessThanOrEqual(limit);
    // Rounding alone costs up to half a unit: less would mean that nothing was measured.
    expect(found.worst).toBeGreaterThan(0.4);
  });
});
