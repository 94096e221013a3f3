import { describe, expect, it } from 'vitest';
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
