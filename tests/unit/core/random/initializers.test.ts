import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { initializers } from '../../../../src-core/random/initializers/registry.ts';
import type { Choice } from '../../../../src-core/registry.ts';

const [rows, columns, fanIn, fanOut] = [200, 300, 50, 30];

function draw(choice: Choice, seed = 1): Float64Array {
  const { type, ...parameters } = initializers.parse(choice);
  const values = new Float64Array(rows * columns);
  initializers.get(type).fill({ values, rows, columns, fanIn, fanOut }, createRandom(seed), parameters);
  return values;
}

describe('initializers', () => {
  it.each([
    [{ type: 'he' }, 2 / fanIn],
    [{ type: 'he', spread: 'uniform' }, 2 / fanIn],
    [{ type: 'glorot' }, 2 / (fanIn + fanOut)],
    [{ type: 'glorot', spread: 'normal' }, 2 / (fanIn + fanOut)],
    [{ type: 'lecun' }, 1 / fanIn],
    [{ type: 'normal', deviation: 0.3 }, 0.09],
    [{ type: 'uniform', limit: 0.3 }, 0.09 / 3],
  ])('%j has mean 0 and variance %d', (choice, variance) => {
    const values = draw(choice);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  });

  it('bound what is uniform, and repeat with the stream', () => {
    expect(Math.max(...draw({ type: 'uniform', limit: 0.3 }).map(Math.abs))).toBeLessThanOrEqual(0.3);
    expect(Math.max(...draw({ type: 'glorot' }).map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (fanIn + fanOut)));
    expect(draw({ type: 'he' })).toEqual(draw({ type: 'he' }));
    expect(draw({ type: 'he' }, 2)).not.toEqual(draw({ type: 'he' }));
    expect(new Set(draw({ type: 'constant', value: 0.25 }))).toEqual(new Set([0.25]));
  });
});
