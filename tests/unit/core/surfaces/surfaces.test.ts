import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { surfaces } from '../../../../src-core/surfaces/registry.ts';
import type { Surface } from '../../../../src-core/surfaces/surface.ts';

function create(choice: { type: string; [parameter: string]: unknown }): Surface {
  const { type, ...parameters } = surfaces.parse(choice);
  return surfaces.get(type).create(parameters);
}

const sized = surfaces.members
  .filter(({ parameters }) => 'dimensions' in parameters.shape)
  .map(({ name }) => ({ type: name, dimensions: 6 }));
const cases = [...surfaces.members.map(({ name }) => ({ type: name })), ...sized].map(
  (choice) => [JSON.stringify(choice), create(choice)] as const,
);

function gradientAt(surface: Surface, x: readonly number[]): Float64Array {
  const gradient = new Float64Array(surface.dimensions);
  surface.evaluate(Float64Array.from(x), gradient);
  return gradient;
}

/** Central differences along every axis. */
function differences(surface: Surface, x: readonly number[]): number[] {
  return x.map((value, i) => {
    const h = 6e-6 * Math.max(1, Math.abs(value));
    const at = (moved: number) =>
      surface.evaluate(
        Float64Array.from(x, (other, j) => (j === i ? moved : other)),
        null,
      );
    return (at(value + h) - at(value - h)) / (2 * h);
  });
}

describe.each(cases)('%s', (_name, surface) => {
  it('has the gradient that central differences find, at its start and at random points', () => {
    const random = createRandom(20250301);
    const near = () => surface.start.map((x) => x + random.normal());
    for (const x of [surface.start, near(), near(), near()]) {
      const gradient = gradientAt(surface, x);
      const found = differences(surface, x);
      const distance = Math.hypot(...found.map((value, i) => value - gradient[i]!));
      expect(distance / Math.max(Math.hypot(...gradient), Math.hypot(...found), 1e-8)).toBeLessThan(1e-7);
    }
  });

  it('has the same value with and without its gradient, in single precision too', () => {
    const x = Float64Array.from(surface.start);
    const value = surface.evaluate(x, null);
    expect(surface.evaluate(x, new Float64Array(surface.dimensions))).toBe(value);
    expect(x).toEqual(Float64Array.from(surface.start));
    const single = surface.evaluate(Float32Array.from(surface.start), new Float32Array(surface.dimensions));
    expect(Math.abs(single - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
  });

  it('has its minima where it says: no gradient, the value told, and nothing lower around', () => {
    const random = createRandom(20250302);
    for (const { point, value } of surface.minima) {
      expect(point).toHaveLength(surface.dimensions);
      const here = surface.evaluate(Float64Array.from(point), null);
      expect(Math.abs(here - value)).toBeLessThan(1e-12);
      expect(Math.max(...gradientAt(surface, point).map(Math.abs))).toBeLessThan(1e-10);
      for (let trial = 0; trial < 50; trial++) {
        const beside = Float64Array.from(point, (x) => x + 1e-3 * random.normal());
        expect(surface.evaluate(beside, null)).toBeGreaterThan(here);
      }
    }
  });

  it('has no global minimum above another', () => {
    const values = surface.minima.filter(({ global }) => global).map(({ value }) => value);
    for (const { value, global } of surface.minima) if (!global) expect(value).toBeGreaterThan(Math.min(...values));
    expect(new Set(values).size).toBeLessThanOrEqual(1);
  });

  it('starts inside its window or beside it, off its minima', () => {
    expect(surface.start).toHaveLength(surface.dimensions);
    expect(Math.max(...gradientAt(surface, surface.start).map(Math.abs))).toBeGreaterThan(1e-3);
    for (const [low, high] of [surface.window.x, surface.window.y]) expect(low).toBeLessThan(high);
    const [x, y] = surface.start;
    expect(x).toBeGreaterThanOrEqual(surface.window.x[0]);
    expect(x).toBeLessThanOrEqual(surface.window.x[1]);
    expect(y).toBeGreaterThanOrEqual(surface.window.y[0]);
    expect(y).toBeLessThanOrEqual(surface.window.y[1]);
  });

  it('is quadratic if it says so: its gradient is linear along every line', () => {
    if (!surface.quadratic) return expect(surface.minima.length === 0 || !isLinear(surface)).toBe(true);
    expect(isLinear(surface)).toBe(true);
  });
});

function isLinear(surface: Surface): boolean {
  const random = createRandom(20250303);
  const a = surface.start.map(() => random.normal());
  const b = surface.start.map(() => random.normal());
  const middle = gradientAt(
    surface,
    a.map((x, i) => (x + b[i]!) / 2),
  );
  const [ga, gb] = [gradientAt(surface, a), gradientAt(surface, b)];
  return middle.every((g, i) => Math.abs(g - (ga[i]! + gb[i]!) / 2) <= 1e-9 * Math.max(1, Math.abs(g)));
}

describe('known values', () => {
  const at = (choice: { type: string }, x: readonly number[]) => create(choice).evaluate(Float64Array.from(x), null);

  // From the definitions: Rosenbrock 100(1 − 1.44)² + 2.2²; Powell (3 − 10)² + 5(0 − 1)² + (−1)⁴ + 10·2⁴; Wood's usual start value is 19192.
  it.each([
    [{ type: 'rosenbrock' }, [-1.2, 1], 24.2],
    [{ type: 'powellSingular' }, [3, -1, 0, 1], 49 + 5 + 1 + 160],
    [{ type: 'beale' }, [1, 1], 1.5 ** 2 + 2.25 ** 2 + 2.625 ** 2],
    [{ type: 'wood' }, [-3, -1, -3, -1], 19192],
    [{ type: 'himmelblau' }, [0, 0], 170],
    [{ type: 'booth' }, [0, 0], 74],
    [{ type: 'rastrigin' }, [1, 1], 2],
    [{ type: 'saddle' }, [3, 2], 5],
    [{ type: 'branin' }, [Math.PI, 2.275], 0.39788735772973816],
  ] as const)('%o at %o is %d', (choice, x, value) => {
    expect(at(choice, x)).toBeCloseTo(value, 10);
  });

  it('spaces the curvatures of the quadratic evenly in the logarithm, from 1 to the condition', () => {
    const surface = create({ type: 'quadratic', dimensions: 5, condition: 1e4 });
    const curvatures = gradientAt(surface, [1, 1, 1, 1, 1]);
    [1, 10, 100, 1000, 1e4].forEach((curvature, i) => expect(curvatures[i]! / curvature).toBeCloseTo(1, 13));
  });

  it.each([
    { type: 'rosenbrock', dimensions: 3 },
    { type: 'rosenbrock', dimensions: 0 },
    { type: 'quadratic', dimensions: 1e9 },
    { type: 'beale', dimensions: 2 },
  ])('refuses %o', (choice) => {
    expect(() => surfaces.parse(choice)).toThrow(expect.objectContaining({ code: 'registry/bad-parameters' }));
  });
});
