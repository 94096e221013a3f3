import { describe, expect, it } from 'vitest';
import type { ElementwiseUpdate } from '../../../../src-core/kernels/kernelSet.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { initializers } from '../../../../src-core/random/initializers/registry.ts';

function create(type: string, given: Record<string, unknown> = {}) {
  const { type: name, ...parameters } = updates.parse({ type, ...given });
  return updates.get(name).create(parameters);
}

const points = [-2.3, -0.4, 0.1, 0.9, 2.2];

describe.each(updates.members)('$name', (member) => {
  const update = create(member.name);

  it('names an initializer that exists', () => {
    expect(initializers.members.map(({ name }) => name)).toContain(member.usualInitializer);
  });

  it('has the derivative that differences have, from its value alone (eq. 10)', () => {
    const h = 1e-5;
    if (update.kind === 'elementwise') {
      for (const z of points) {
        const difference = (update.value(z + h) - update.value(z - h)) / (2 * h);
        expect(update.derivativeFromValue(update.value(z))).toBeCloseTo(difference, 8);
      }
      return;
    }
    const forward = (z: number[]): number[] => {
      const values = Float64Array.from(z);
      update.forward(values, 0, z.length);
      return [...values];
    };
    for (const [output] of points.entries()) {
      const elements = Float64Array.from([...points.map((_, index) => Number(index === output)), ...forward(points)]);
      update.backward(elements, 0, points.length, points.length);
      for (const [input] of points.entries()) {
        const moved = (step: number): number => forward(points.map((z, index) => (index === input ? z + step : z)))[output]!;
        expect(elements[input]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 8);
      }
    }
  });

  it('has values as it says', () => {
    const values = Float64Array.from(points);
    if (update.kind === 'elementwise') for (const [index, z] of points.entries()) values[index] = update.value(z);
    else update.forward(values, 0, values.length);
    if (member.values !== 'any') expect(Math.min(...values)).toBeGreaterThan(0);
    if (member.values === 'distribution') expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
  });
});

describe('updates with parameters (eq. 11)', () => {
  it.each([
    ['tanh', { alpha: 2, beta: 3 }, (z: number) => 2 * Math.tanh(3 * z), (f: number) => 2 * 3 * (1 - (f * f) / 4)],
    ['exp', { alpha: 2, beta: 3 }, (z: number) => 2 * Math.exp(3 * z), (f: number) => 3 * f],
    ['softsign', { alpha: 2, beta: 3 }, (z: number) => (6 * z) / (1 + 3 * Math.abs(z)), (f: number) => 6 * (1 - Math.abs(f) / 2) ** 2],
    ['softplus', { beta: 3 }, (z: number) => Math.log(1 + Math.exp(3 * z)) / 3, (f: number) => 1 - Math.exp(-3 * f)],
    [
      'squareRoot',
      { alpha: 0.5 },
      (z: number) => Math.sign(z) * (Math.sqrt(Math.abs(z) + 0.25) - 0.5),
      (f: number) => 1 / (2 * Math.abs(f) + 1),
    ],
    ['elu', { alpha: 2 }, (z: number) => (z > 0 ? z : 2 * (Math.exp(z) - 1)), (f: number) => (f > 0 ? 1 : f + 2)],
    ['logistic', { beta: 3 }, (z: number) => 1 / (1 + Math.exp(-3 * z)), (f: number) => 3 * f * (1 - f)],
  ] as const)('%s %j', (type, parameters, value, derivative) => {
    const update = create(type, parameters);
    if (update.kind !== 'elementwise') throw new Error('not element-wise');
    expect(update).toMatchObject(parameters);
    for (const z of [-0.7, 0, 0.4]) {
      expect(update.value(z)).toBeCloseTo(value(z), 14);
      expect(update.derivativeFromValue(value(z))).toBeCloseTo(derivative(value(z)), 12);
    }
  });

  it('softmax takes sums whose exponentials overflow', () => {
    const update = create('softmax');
    if (update.kind !== 'row') throw new Error('not a row update');
    const values = Float64Array.from([0, 1000, 1000, -1000]);
    update.forward(values, 0, 4);
    expect([...values]).toEqual([0, 0.5, 0.5, 0]);
  });
});

describe('updates with kinks', () => {
  it.each([
    ['relu', {}, [-2, 0, 1.5], [0, 0, 1.5], [0, 0, 1]],
    ['leakyRelu', { slope: 0.25 }, [-2, 0, 1.5], [-0.5, 0, 1.5], [0.25, 0.25, 1]],
    ['hardTanh', { beta: 0.5 }, [-3, -1, 1, 2], [-1, -0.5, 0.5, 1], [0, 0.5, 0.5, 0]],
    ['clippedLinear', { zMin: -1, zMax: 3 }, [-2, -1, 0, 2, 3, 9], [0, 0, 0.25, 0.75, 1, 1], [0, 0, 0.25, 0.25, 0, 0]],
    ['sigmoid', { exponent: 0, beta: 0.5 }, [-3, -1, 0, 1, 2], [0, 0.25, 0.5, 0.75, 1], [0, 0.25, 0.25, 0.25, 0]],
  ])('%s %j', (type, parameters, sums, values, derivatives) => {
    const update = create(type, parameters);
    if (update.kind !== 'elementwise') throw new Error('not element-wise');
    expect(sums.map(update.value)).toEqual(values);
    expect(values.map(update.derivativeFromValue)).toEqual(derivatives);
  });

  it('declare them: between them the derivative is smooth, and nowhere else does it bend', () => {
    for (const { name } of updates.members) {
      // Where the usual parameters would bend an update too sharply to tell a bend from a kink, or not at all.
      const update = create(name, ['elu', 'squareRoot'].includes(name) ? { alpha: 0.5 } : {});
      if (update.kind !== 'elementwise') continue;
      const sides = (x: number) => (update.kinks ?? []).map((kink) => Math.sign(x - kink));
      const h = 1e-3;
      for (let z = -3.0005; z < 3; z += h) {
        const [left, middle, right] = [z - h, z, z + h].map(update.value) as [number, number, number];
        if (String([sides(left), sides(middle)]) !== String([sides(middle), sides(right)])) continue;
        const [before, at, after] = [left, middle, right].map(update.derivativeFromValue) as [number, number, number];
        // A bend of the derivative would show in its second difference in proportion to h.
        expect(Math.abs(after - 2 * at + before), `${name} at ${z}`).toBeLessThan(50 * h * h * Math.max(1, Math.abs(at)) + 1e-10);
      }
    }
  });

  it('never fall, so that values tell the side of a kink', () => {
    for (const { name } of updates.members) {
      const update = create(name);
      if (update.kind !== 'elementwise') continue;
      for (let z = -30; z < 30; z += 0.05) expect(update.value(z + 0.05), `${name} at ${z}`).toBeGreaterThanOrEqual(update.value(z));
    }
  });

  it('refuse ends in the wrong order', () => {
    expect(() => create('clippedLinear', { zMin: 2, zMax: 2 })).toThrow(
      expect.objectContaining({ code: 'registry/bad-parameters', message: expect.stringContaining('zMax') }) as Error,
    );
  });
});

describe('the type of an update', () => {
  it('refuses a derivative that is not a function of the value alone (eq. 10)', () => {
    const common = { kind: 'elementwise', kernel: 'square', alpha: 1, beta: 1, value: (z: number) => z * z } as const;
    // @ts-expect-error the derivative of z² is a function of z, and no value tells it
    const byPreactivation: ElementwiseUpdate = { ...common, derivative: (z: number) => 2 * z };
    // @ts-expect-error the value comes alone
    const byBoth: ElementwiseUpdate = { ...common, derivativeFromValue: (x: number, z: number) => Math.sign(z) * 2 * Math.sqrt(x) };
    expect([byPreactivation, byBoth].map(({ kernel }) => kernel)).toEqual(['square', 'square']);
  });
});
