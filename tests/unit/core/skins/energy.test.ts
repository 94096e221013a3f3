import { describe, expect, it } from 'vitest';
import { localTeaching, type LocalTeaching } from '../../../support/localTeaching.ts';

const samples = [[1, 0.5], [-0.5, 2], [0.3, -1]]; // prettier-ignore
const constants = { norm: 0.02, balance: 0.01, offset: 0.1 };

/** E of one neuron, the mean over the samples, as the skin's equation says. */
function energyOf(weights: readonly number[]): number {
  const square = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const terms = samples.map((x) => {
    const z = x.reduce((sum, value, index) => sum + value * weights[index]!, 0);
    const balance = x.reduce((sum, value, index) => sum + (value + constants.offset) * (weights[index]! ** 2 - 1), 0);
    return 0.5 * z * z + constants.norm * (square - x.length) ** 2 + constants.balance * balance ** 2;
  });
  return terms.reduce((sum, term) => sum + term, 0) / samples.length;
}

function neuron(settings: Readonly<Record<string, unknown>>): LocalTeaching {
  const teaching = localTeaching({ skin: { type: 'energy', ...constants, ...settings }, design: 'full 1 bias=off', samples });
  teaching.network.importParameters([0.8, -1.3]);
  return teaching;
}

describe('energy, by its gradient', () => {
  it('goes down the slope of the energy, as differences give it', () => {
    const { network, teach } = neuron({ rate: 0.1, temperature: 0 });
    expect(teach().loss).toBeCloseTo(energyOf([0.8, -1.3]), 14);
    const weights = network.exportParameters();
    const step = 1e-6;
    const slopes = [
      (energyOf([0.8 + step, -1.3]) - energyOf([0.8 - step, -1.3])) / (2 * step),
      (energyOf([0.8, -1.3 + step]) - energyOf([0.8, -1.3 - step])) / (2 * step),
    ];
    expect(weights[0]).toBeCloseTo(0.8 - 0.1 * slopes[0]!, 9);
    expect(weights[1]).toBeCloseTo(-1.3 - 0.1 * slopes[1]!, 9);
  });

  it('finds the direction in which its inputs do not vary', () => {
    const flat = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(3 * row), Math.sin(row) + Math.cos(3 * row)]);
    const { network, teach } = localTeaching({
      skin: { type: 'energy', rate: 0.05, temperature: 0, norm: 0.1 },
      design: 'full 2 bias=off',
      samples: flat,
    });
    for (let epoch = 0; epoch < 400; epoch++) teach();
    const weights = network.exportParameters();
    for (const first of [0, 3]) {
      const [a, b, c] = weights.slice(first, first + 3);
      expect(Math.abs(a! + b! - c!) / Math.sqrt(3) / Math.hypot(a!, b!, c!)).toBeGreaterThan(0.999);
      expect(Math.hypot(a!, b!, c!)).toBeCloseTo(Math.sqrt(3), 2);
    }
  });

  it('comes and goes about the minimum as wide as the temperature says', () => {
    // One weight, x = 1, λ = 0: E = ½ w², so that w is normal with the variance T (and α/4 T more, for steps of finite length).
    const { network, teach } = localTeaching({
      skin: { type: 'energy', rate: 0.1, temperature: 0.5, norm: 0 },
      design: 'full 1 bias=off',
      samples: [[1]],
    });
    const counted = 40_000;
    let squares = 0;
    for (let step = 0; step < counted; step++) {
      teach();
      squares += network.exportParameters()[0]! ** 2;
    }
    expect(squares / counted / (0.5 / (1 - 0.05))).toBeCloseTo(1, 1);
  });
});

describe('energy, by Metropolis', () => {
  it('never goes up at temperature 0', () => {
    const { network, teach } = neuron({ method: 'metropolis', rate: 0.5, temperature: 0, proposals: 5 });
    let before = Infinity;
    for (let step = 0; step < 50; step++) {
      const now = teach().loss!;
      expect(now).toBeLessThanOrEqual(before + 1e-12);
      before = now;
    }
    expect(before).toBeCloseTo(energyOf([...network.exportParameters()]), 3);
    expect(before).toBeLessThan(energyOf([0.8, -1.3]));
  });

  it.each([0.3, 1])('comes and goes with the probability e^(−E/T) at T = %d', (temperature) => {
    // One weight, x = 1: E = ½ w² + λ (w² − 1)². χ² over bins of equal width, samples apart by 60 proposals.
    const norm = 0.5;
    const { network, teach } = localTeaching({
      skin: { type: 'energy', method: 'metropolis', rate: 2, temperature, norm, proposals: 60 },
      design: 'full 1 bias=off',
      samples: [[1]],
    });
    const edges = [-Infinity, -1.2, -0.8, -0.4, 0, 0.4, 0.8, 1.2, Infinity];
    const density = (w: number) => Math.exp(-(0.5 * w * w + norm * (w * w - 1) ** 2) / temperature);
    const expected = edges.slice(1).map((edge, bin) => integral(density, Math.max(edges[bin]!, -6), Math.min(edge, 6)));
    const total = expected.reduce((sum, share) => sum + share, 0);
    const counts = expected.map(() => 0);
    const drawn = 4000;
    for (let draw = 0; draw < drawn; draw++) {
      teach();
      const weight = network.exportParameters()[0]!;
      counts[edges.findIndex((edge) => weight < edge) - 1]!++;
    }
    const chiSquare = counts.reduce((sum, count, bin) => {
      const wanted = (drawn * expected[bin]!) / total;
      return sum + (count - wanted) ** 2 / wanted;
    }, 0);
    // 1 % point of χ² with 7 degrees of freedom.
    expect(chiSquare).toBeLessThan(18.48);
  });
});

/** By Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 200;
  const width = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * f(from + step * width);
  return (sum * width) / 3;
}
