import { describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { agreementLimits, checkDesign, type DesignCheckOptions } from '../../../../src-core/network/checkDesign.ts';
import type { CheckSamples } from '../../../../src-core/network/checkSamples.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { softsign } from '../../../../src-core/network/updates/softsign.ts';

const optionsOf = (notation: string, inputShape: readonly number[], given: Partial<DesignCheckOptions> = {}): DesignCheckOptions => ({
  design: parseNotation(notation),
  inputShape,
  loss: { type: 'crossEntropy' },
  normalised: false,
  seed: 1,
  ...given,
});

describe('checkDesign', () => {
  it.each([
    ['full 8 relu > full 3 softmax', [5], { type: 'crossEntropy' }, false],
    ['window 4x4 tanh > full 3 exp beta=0.5', [7, 7], { type: 'kullbackLeibler' }, true],
    ['convolution 3x3x2 relu > pooling 2x2 max > dropout 0.3 > full 3 softmax', [8, 8], { type: 'crossEntropy' }, false],
    ['full 4 relu > full 2', [2], { type: 'pNorm', p: 1 }, false],
    ['full 4 tanh > full 2', [2], { type: 'huber' }, false],
  ] as const)('finds that %s agrees, layer by layer', (notation, shape, loss, normalised) => {
    const check = checkDesign(optionsOf(notation, shape, { loss, normalised }));
    expect(check.agrees).toBe(true);
    for (const { difference, singleDifference, verdict, compared, leftOut, parameters } of check.layers) {
      expect(difference).toBeLessThanOrEqual(agreementLimits.differences);
      expect(singleDifference).toBeLessThanOrEqual(agreementLimits.single);
      expect(verdict).toBe('agrees');
      expect(compared + leftOut).toBe(parameters);
    }
    expect(check.layers.map(({ layer }) => layer)).toContain(check.worst);
  });

  it('names the layer that a wrong derivative spoils, and those below it', () => {
    const create = softsign.create;
    const slip = vi.spyOn(softsign, 'create').mockImplementation((parameters) => {
      const update = create(parameters);
      if (update.kind !== 'elementwise') throw new Error('Softsign acts on each axon alone.');
      return { ...update, kernel: 'softsignWithASlip', derivativeFromValue: (x) => 1.001 * update.derivativeFromValue(x) };
    });
    const check = checkDesign(
      optionsOf('full 4 tanh name=low > full 4 softsign name=wrong > full 2 name=top', [3], { loss: { type: 'pNorm' } }),
    );
    slip.mockRestore();
    expect(check.agrees).toBe(false);
    expect(check.layers.map(({ verdict }) => verdict)).toEqual(['disagrees', 'disagrees', 'agrees']);
    expect(['low', 'wrong']).toContain(check.worst);
  });

  it('steps aside of kinks and counts them', () => {
    // |w x| has its kink at w = 0; differences at w = 5e-5 reach across it, at w = 1 they do not.
    const samples: CheckSamples = { rows: 1, inputs: new Float64Array([1]), targets: new Float64Array([0]) };
    const checkAt = (weight: number) =>
      checkDesign(optionsOf('full 1 bias=off', [1], { loss: { type: 'pNorm', p: 1 }, samples, parameters: [weight] }));
    expect(checkAt(5e-5)).toMatchObject({ agrees: true, compared: 0, leftOut: 1, layers: [{ verdict: 'notCompared', difference: 0 }] });
    expect(checkAt(1)).toMatchObject({ agrees: true, compared: 1, leftOut: 0, layers: [{ verdict: 'agrees' }] });
  });

  it('takes a sample of a large layer, the same for the same seed', () => {
    const options = optionsOf('full 300 relu > full 10 softmax', [784]);
    const check = checkDesign(options);
    const [first] = check.layers;
    expect(first!.compared + first!.leftOut).toBeLessThan(first!.parameters / 10);
    expect(check.agrees).toBe(true);
    expect(checkDesign(options)).toEqual(check);
  });

  it('draws samples that every loss can compare', () => {
    for (const { name, outputs } of losses.members) {
      const update = outputs === 'distribution' ? 'softmax' : outputs === 'unit' ? 'logistic' : 'identity';
      expect(checkDesign(optionsOf(`full 4 tanh > full 3 ${update}`, [3], { loss: { type: name } })).agrees, name).toBe(true);
    }
  });

  it.each([
    ['full 4 frozen=on > full 3 softmax frozen=on', 'network/nothing-to-check'],
    ['full 4 > full 3', 'loss/needs-distribution'],
    ['pooling 3x3 > full 3 softmax', 'design/shape-mismatch'],
  ])('refuses %s', (notation, code) => {
    expect(codeOf(() => checkDesign(optionsOf(notation, [3])))).toBe(code);
  });

  it('refuses samples of another size', () => {
    const samples: CheckSamples = { rows: 2, inputs: new Float64Array(6), targets: new Float64Array(4) };
    expect(codeOf(() => checkDesign(optionsOf('full 3 softmax', [3], { samples })))).toBe('design/outputs');
  });
});

function codeOf(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    if (error instanceof WorkbenchError) return error.code;
    throw error;
  }
  return null;
}
