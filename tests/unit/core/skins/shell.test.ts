import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { localTeaching } from '../../../support/localTeaching.ts';

const descent = { type: 'steepestDescent', learningRate: 0.1 };

describe('shell', () => {
  it('takes the step worked by hand', () => {
    // Two sets with an output each, y = (w₁, w₂)·1 = (2, 3); the sample is of the first set, so r = (0, 1).
    // ℓ = ¼ 2⁴ + ¼ (9 − 1)² = 20; ∂y = (2·4, 3·8) = (8, 24).
    const { network, teach } = localTeaching({
      skin: { type: 'shell', radius: 1 },
      design: 'full 2 bias=off',
      samples: [[1]],
      sets: [0],
      setCount: 2,
      optimizer: descent,
    });
    network.importParameters([2, 3]);
    expect(teach().loss).toBeCloseTo(20, 14);
    expect([...network.exportParameters()]).toEqual([expect.closeTo(2 - 0.8, 14), expect.closeTo(3 - 2.4, 14)]);
  });

  it('leaves samples of unknown set out', () => {
    const options = { skin: { type: 'shell' }, design: 'full 2 bias=off', samples: [[1]], sets: [-1], setCount: 2, optimizer: descent };
    const { network, teach, stress } = localTeaching(options);
    const before = network.exportParameters();
    expect(teach().loss).toBe(0);
    expect(network.exportParameters()).toEqual(before);
    expect([...stress([0])]).toEqual([Infinity, Infinity]);
  });

  it.each([{ type: 'adam', learningRate: 0.02 }, { type: 'lbfgs' }])(
    'brings members to the centre and the rest to the shell by $type',
    (optimizer) => {
      const random = createRandom(5);
      const samples = Array.from({ length: 40 }, (_, row) => [(row % 2 === 0 ? 0 : 2) + 0.2 * random.normal(), 0.2 * random.normal()]);
      const sets = samples.map((_, row) => row % 2);
      const { teach, answers, stress } = localTeaching({
        skin: { type: 'shell', radius: 2, members: 1 },
        design: 'full 10 tanh > full 2',
        samples,
        sets,
        optimizer,
      });
      for (let step = 0; step < 300; step++) if (teach().trouble) break;
      const rows = [...samples.keys()];
      const y = answers(rows);
      for (const row of rows) {
        // The loss is flat about the centre, so that members come to lie near it rather than in it.
        const distance = Math.hypot(y[2 * row]!, y[2 * row + 1]!);
        if (sets[row] === 0) expect(distance).toBeLessThan(1);
        else expect(Math.abs(distance - 2)).toBeLessThan(0.7);
      }
      const stresses = stress(rows);
      for (const row of rows) {
        expect(stresses[2 * row]).toBeCloseTo((y[2 * row]! ** 2 + y[2 * row + 1]! ** 2) / 4, 12);
        expect(stresses[2 * row + 1]).toBe(Infinity);
      }
    },
  );

  it('refuses outputs that are no multiple of the sets, and members of a set that is not there', () => {
    const options = { design: 'full 3', samples: [[1]], sets: [0], setCount: 2 };
    expect(() => localTeaching({ ...options, skin: { type: 'shell' } })).toThrow(expect.objectContaining({ code: 'skin/unfit' }));
    expect(() => localTeaching({ ...options, skin: { type: 'shell', members: 3 } })).toThrow(
      expect.objectContaining({ code: 'skin/unfit' }),
    );
  });
});
