import { describe, expect, it } from 'vitest';
import type { GeneratedData } from '../../../../src-core/data/generators/generator.ts';
import { generateTable } from '../../../../src-core/data/generators/generateTable.ts';
import { generators } from '../../../../src-core/data/generators/registry.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

function generate(type: string, parameters: Record<string, unknown> = {}, seed = 1): GeneratedData {
  const { type: name, ...complete } = generators.parse({ type, ...parameters });
  return generators.get(name).generate(complete, createRandom(seed));
}

function points(data: GeneratedData): { x: number; y: number; label: number }[] {
  return Array.from(data.labels, (label, row) => ({ label, x: data.columns[0]!.values[row]!, y: data.columns[1]!.values[row]! }));
}

describe.each(generators.members.map(({ name }) => name))('generator %s', (type) => {
  it('gives the same data for the same seed and other data for another', () => {
    const noisy = { noise: 0.3, samples: 50 };
    expect(generate(type, noisy, 5)).toEqual(generate(type, noisy, 5));
    expect(generate(type, noisy, 6).columns).not.toEqual(generate(type, noisy, 5).columns);
  });

  it('gives as many finite rows as asked for, in classes that differ by one at most', () => {
    for (const samples of [4, 41, 100]) {
      const { columns, labels, classNames } = generate(type, { samples });
      expect(labels).toHaveLength(samples);
      for (const { values } of columns) {
        expect(values).toHaveLength(samples);
        expect(values.every(Number.isFinite)).toBe(true);
      }
      const sizes = classNames.map((_, label) => labels.filter((each) => each === label).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(samples);
    }
  });

  it('makes a table of numeric features and one categorical target', () => {
    const { dataset, values } = generateTable({ type, samples: 30 }, { id: 'd', name: 'made' });
    expect(dataset).toMatchObject({
      id: 'd',
      name: 'made',
      rows: 30,
      source: { kind: 'generator', choice: { type, samples: 30, seed: 1 } },
    });
    expect(dataset.columns.at(-1)).toMatchObject({ name: 'class', role: 'target', kind: 'categorical', missing: 0 });
    expect(values.every((column) => column.length === 30)).toBe(true);
    expect(generateTable({ type, samples: 30 }, { id: 'd', name: 'made' })).toEqual({ dataset, values });
  });

  it('has a default, label and help for every parameter', () => {
    expect(generators.parse({ type })).toHaveProperty('samples', 400);
    for (const schema of Object.values(generators.get(type).parameters.shape)) {
      expect(schema.meta()).toMatchObject({ label: expect.any(String) as string, help: expect.any(String) as string });
    }
  });
});

describe('the shapes without noise', () => {
  it('xor: the class is whether the signs differ', () => {
    for (const { x, y, label } of points(generate('xor', { noise: 0 }))) {
      expect(label).toBe(x * y < 0 ? 1 : 0);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    }
  });

  it('xor at the corners is the classic table', () => {
    const corners = points(generate('xor', { noise: 0, samples: 4, arrangement: 'corners' }));
    expect(corners.map(({ x, y, label }) => `${x} ${y} ${label}`).sort()).toEqual(['-1 -1 0', '-1 1 1', '1 -1 1', '1 1 0']);
  });

  it('moons lie on two half circles of radius 1', () => {
    for (const { x, y, label } of points(generate('moons', { noise: 0 }))) {
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12);
      expect(label === 0 ? y : 0.5 - y).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it('circles have the radii 1 and factor', () => {
    for (const { x, y, label } of points(generate('circles', { noise: 0, factor: 0.3 })))
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.3, 12);
  });

  it('spirals: the angle follows the radius, arms are turned against each other', () => {
    const turns = 2;
    for (const { x, y, label } of points(generate('spirals', { noise: 0, classes: 3, turns }))) {
      const angle = 2 * Math.PI * (turns * Math.hypot(x, y) + label / 3);
      expect(Math.atan2(y * Math.cos(angle) - x * Math.sin(angle), x * Math.cos(angle) + y * Math.sin(angle))).toBeCloseTo(0, 9);
    }
  });

  it('blobs collapse to one centre a class within the box', () => {
    const { columns, labels } = generate('blobs', { noise: 0, classes: 4, features: 3 });
    expect(columns.map(({ name }) => name)).toEqual(['x1', 'x2', 'x3']);
    for (const { values } of columns) {
      expect(new Set(values).size).toBe(4);
      expect(values.every((value, row) => value === values[labels[row]!] && Math.abs(value) <= 10)).toBe(true);
    }
  });
});

describe('the noise', () => {
  it('has the deviation asked for', () => {
    const { columns } = generate('circles', { noise: 0.2, samples: 20_000 });
    const clean = generate('circles', { noise: 0, samples: 20_000 });
    const squares = columns[0]!.values.reduce((sum, value, row) => sum + (value - clean.columns[0]!.values[row]!) ** 2, 0);
    expect(Math.sqrt(squares / 20_000)).toBeCloseTo(0.2, 2);
  });
});
