import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { lossOfSoftmax } from '../../../../src-core/losses/lossOfSoftmax.ts';
import { normalised } from '../../../../src-core/losses/normalised.ts';
import { refuseUnfitTargets } from '../../../../src-core/losses/refuseUnfitTargets.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { evaluate, sampleLoss } from './evaluate.ts';

const outputUpdate = (notation: string) => outputUpdateOf(parseNotation(notation));

describe('p-norm (eq. 14)', () => {
  // Differences (3, −2, 0).
  it.each([
    [1, 5, [1, -1, 0]],
    [2, 13 / 2, [3, -2, 0]],
    [3, 35 / 3, [9, -4, 0]],
  ])('p = %d, worked by hand', (p, value, gradient) => {
    const found = evaluate(sampleLoss({ type: 'pNorm', p }), [4, -1, 2], [1, 1, 2]);
    expect(found.value).toBeCloseTo(value, 14);
    expect(found.gradient).toEqual(gradient);
  });

  it('normalised (eq. 13): ℓ(x/X) and (∂ℓ − C)/X, worked by hand', () => {
    // x = (3, 1), X = 4, y = (¾, ¼), x̄ = (1, 0): ℓ = ½ (1/16 + 1/16) = 1/16; ∂ℓ = (−¼, ¼); C = −3/16 + 1/16 = −1/8.
    const found = evaluate(normalised(sampleLoss({ type: 'pNorm', p: 2 })), [3, 1], [1, 0]);
    expect(found).toEqual({ value: 1 / 16, gradient: [(-1 / 4 + 1 / 8) / 4, (1 / 4 + 1 / 8) / 4] });
  });
});

describe('Kullback-Leibler', () => {
  it('is D(output‖target) over smoothed targets (eq. 15), worked by hand', () => {
    // ε = ¼ makes (1, 0) into (5/6, 1/6).
    const found = evaluate(sampleLoss({ type: 'kullbackLeibler', smoothing: 0.25 }), [0.5, 0.5], [1, 0]);
    expect(found.value).toBeCloseTo(0.5 * Math.log(0.6) + 0.5 * Math.log(3), 14);
    expect(found.gradient[0]).toBeCloseTo(Math.log(0.6) + 1, 14);
    expect(found.gradient[1]).toBeCloseTo(Math.log(3) + 1, 14);
  });

  it('normalised, is eq. 16', () => {
    const [x, target, epsilon] = [[2, 1, 5], [0.2, 0.5, 0.3], 0.01];
    const total = 8;
    const smooth = target.map((value) => (value + epsilon) / (1 + 3 * epsilon));
    const logs = x.map((value, index) => Math.log(value / (total * smooth[index]!)));
    const value = x.reduce((sum, each, index) => sum + each * logs[index]!, 0) / total;
    const found = evaluate(normalised(sampleLoss({ type: 'kullbackLeibler', smoothing: epsilon })), x, target);
    expect(found.value).toBeCloseTo(value, 13);
    for (const [index, log] of logs.entries()) expect(found.gradient[index]).toBeCloseTo((log - value) / total, 13);
  });

  it('is 0, with no gradient, where outputs are the smoothed targets, and positive elsewhere (eqs. 17, 18)', () => {
    const loss = normalised(sampleLoss({ type: 'kullbackLeibler' }));
    const smooth = [1.01 / 1.02, 0.01 / 1.02];
    const found = evaluate(loss, smooth, [1, 0]);
    expect(found.value).toBeCloseTo(0, 14);
    for (const slope of found.gradient) expect(slope).toBeCloseTo(0, 13);
    expect(evaluate(loss, [0.9, 0.1], [1, 0]).value).toBeGreaterThan(0);
  });
});

describe('cross-entropy', () => {
  it('is −log of the right class for one-hot targets', () => {
    const found = evaluate(sampleLoss({ type: 'crossEntropy' }), [0.2, 0.5, 0.3], [0, 1, 0]);
    expect(found.value).toBeCloseTo(Math.log(2), 14);
    expect(found.gradient).toEqual([-0, -2, -0]);
  });

  it('is D(target‖output): 0 where they agree', () => {
    const found = evaluate(sampleLoss({ type: 'crossEntropy' }), [0.2, 0.5, 0.3], [0.2, 0.5, 0.3]);
    expect(found.value).toBeCloseTo(0, 14);
    for (const slope of found.gradient) expect(slope).toBeCloseTo(-1, 14);
  });
});

const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe.each(losses.members)('$name', (member) => {
  const loss = member.create(member.parameters.parse({}));

  it('normalised: Σ xᵢ ∂L/∂xᵢ = 0, and nothing changes when outputs are scaled (eq. 13)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, share), { minLength: 2, maxLength: 6 }), positive, (pairs, scale) => {
        const [x, target] = [pairs.map(([value]) => value), pairs.map(([, wanted]) => wanted + 0.01)];
        const found = evaluate(normalised(loss), x, target);
        const size = x.reduce((sum, value, index) => sum + Math.abs(value * found.gradient[index]!), 1);
        expect(Math.abs(x.reduce((sum, value, index) => sum + value * found.gradient[index]!, 0)) / size).toBeLessThan(1e-12);
        const scaled = evaluate(
          normalised(loss),
          x.map((value) => value * scale),
          target,
        );
        expect(Math.abs(scaled.value - found.value)).toBeLessThan(1e-10 * Math.max(1, found.value));
      }),
      { seed: 20_264, numRuns: 100 },
    );
  });

  it('of softmax(βz) is eq. 13 of exp(βz) times its derivative', () => {
    const beta = 0.7;
    const [z, target] = [
      [0.3, -1.2, 2],
      [0.2, 0, 0.8],
    ];
    const powers = z.map((value) => Math.exp(beta * value));
    const direct = evaluate(normalised(loss), powers, target);
    const stable = [lossOfSoftmax(loss, beta), member.createOfSoftmax?.(member.parameters.parse({}), beta)].flatMap((each) => each ?? []);
    for (const fused of stable) {
      const found = evaluate(fused, z, target);
      expect(found.value).toBeCloseTo(direct.value, 12);
      for (const [index, slope] of found.gradient.entries()) expect(slope).toBeCloseTo(beta * powers[index]! * direct.gradient[index]!, 12);
    }
  });

  it('of softmax(z) stays finite where exp would overflow', () => {
    const stable = member.createOfSoftmax?.(member.parameters.parse({}), 1) ?? lossOfSoftmax(loss, 1);
    const found = evaluate(stable, [2000, -2000, 0], [0, 1, 0]);
    expect(found.value).toBeGreaterThanOrEqual(0);
    expect([found.value, ...found.gradient].every(Number.isFinite)).toBe(true);
  });

  // Outputs and targets such as the member asks for.
  const drawn = fc.record({
    x: fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 }),
    target: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
  });
  const fitting = ({ x, target }: { x: number[]; target: number[] }): [x: number[], target: number[]] => {
    const powers = x.map((value) => Math.exp(value / 10));
    const sum = powers.reduce((total, power) => total + power, 0);
    const outputs = { any: x, unit: powers.map((power) => power / (1 + power)), distribution: powers.map((power) => power / sum) }[
      member.outputs
    ];
    const total = target.reduce((soFar, value) => soFar + value, 1e-3);
    const targets = {
      any: target.map((value) => 10 * value - 5),
      shares: target.map((value) => (value + 1e-3 / 4) / total),
      unit: target,
      signs: target.map((value) => Math.sign(value - 0.5)),
    }[member.targets];
    return [outputs, targets];
  };

  it('is never negative', () => {
    fc.assert(
      fc.property(drawn, (given) => {
        expect(evaluate(loss, ...fitting(given)).value).toBeGreaterThanOrEqual(-1e-15);
        expect(evaluate(normalised(loss), given.x.map(Math.exp), fitting(given)[1]).value).toBeGreaterThanOrEqual(-1e-15);
      }),
      { seed: 88, numRuns: 200 },
    );
  });

  it('has the gradient of its differences', () => {
    const step = 1e-6;
    fc.assert(
      fc.property(drawn, (given) => {
        const [x, target] = fitting(given);
        const { gradient } = evaluate(loss, x, target);
        const size = Math.max(1, ...gradient.map(Math.abs));
        gradient.forEach((slope, index) => {
          const at = (offset: number) => evaluate(loss, x.with(index, x[index]! + offset), target);
          const [before, after] = [at(-step), at(step)];
          // A corner between the two ends: one-sided derivatives differ, and no difference can tell which holds.
          if (Math.abs(after.gradient[index]! - before.gradient[index]!) > 1e-3 * size) return;
          expect(Math.abs((after.value - before.value) / (2 * step) - slope) / size).toBeLessThan(1e-5);
        });
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('createLoss', () => {
  const kernels = createKernels('float64');

  it('sums over rows, and gives the gradient of the mean', () => {
    const tensors = [
      [1, 2, 3, 4],
      [0, 0, 0, 0],
      [9, 9, 9, 9],
    ].map((values) => {
      const tensor = kernels.arena.allocate([2, 2]);
      kernels.arena.view(tensor).set(values);
      return tensor;
    });
    const loss = createLoss({ type: 'pNorm' }, { normalised: false, outputUpdate: outputUpdate('full 2') });
    const outputs = { outputs: tensors[0]!, preactivations: null, columns: 2 };
    expect(loss.evaluate(kernels, outputs, tensors[1]!, null, 2)).toBe(15);
    expect([...kernels.arena.view(tensors[2]!)]).toEqual([9, 9, 9, 9]);
    expect(loss.evaluate(kernels, outputs, tensors[1]!, tensors[2]!, 2)).toBe(15);
    expect([...kernels.arena.view(tensors[2]!)]).toEqual([0.5, 1, 1.5, 2]);
    expect(loss.evaluate(kernels, outputs, tensors[1]!, tensors[2]!, 1)).toBe(2.5);
    expect([...kernels.arena.view(tensors[2]!)]).toEqual([1, 2, 1.5, 2]);
  });

  it('multiplies the loss of each row, and its gradient, by its weight', () => {
    const [outputs, targets, gradients, weights] = [
      [1, 2, 3, 4],
      [0, 0, 0, 0],
      [9, 9, 9, 9],
      [2, 0.5, NaN, NaN],
    ].map((values) => {
      const tensor = kernels.arena.allocate([2, 2]);
      kernels.arena.view(tensor).set(values);
      return tensor;
    });
    const loss = createLoss({ type: 'pNorm' }, { normalised: false, outputUpdate: outputUpdate('full 2') });
    // Losses 2.5 and 12.5.
    const sum = loss.evaluate(kernels, { outputs: outputs!, preactivations: null, columns: 2 }, targets!, gradients!, 2, weights);
    expect(sum).toBe(2 * 2.5 + 0.5 * 12.5);
    expect([...kernels.arena.view(gradients!)]).toEqual([1, 2, 0.75, 1]);
  });

  it.each([
    ['full 3 logistic', { type: 'binaryCrossEntropy' }, false, 'preactivations'],
    ['full 3 logistic', { type: 'binaryCrossEntropy' }, true, 'outputs'],
    ['full 3 softmax', { type: 'binaryCrossEntropy' }, false, 'outputs'],
    ['full 3 softmax', { type: 'crossEntropy' }, false, 'preactivations'],
    ['full 3 softmax', { type: 'kullbackLeibler' }, false, 'preactivations'],
    ['full 3 softmax', { type: 'pNorm' }, false, 'outputs'],
    ['full 3 exp', { type: 'kullbackLeibler' }, true, 'preactivations'],
    ['full 3 exp', { type: 'crossEntropy' }, true, 'preactivations'],
    ['full 3 logistic', { type: 'crossEntropy' }, true, 'outputs'],
    ['full 3 relu', { type: 'pNorm' }, false, 'outputs'],
  ] as const)('%s under %j, normalised %s, gives the gradient of %s', (notation, choice, isNormalised, gradientOf) => {
    expect(createLoss(choice, { normalised: isNormalised, outputUpdate: outputUpdate(notation) }).gradientOf).toBe(gradientOf);
  });

  it.each([
    ['full 3 relu', { type: 'crossEntropy' }, false, 'loss/needs-distribution'],
    ['full 3 exp', { type: 'crossEntropy' }, false, 'loss/needs-distribution'],
    ['full 3 logistic', { type: 'kullbackLeibler' }, false, 'loss/needs-distribution'],
    ['full 3 tanh', { type: 'kullbackLeibler' }, true, 'loss/needs-positive'],
    ['full 3 relu', { type: 'pNorm' }, true, 'loss/needs-positive'],
    ['full 3 tanh', { type: 'binaryCrossEntropy' }, false, 'loss/needs-unit'],
    ['full 3 exp', { type: 'binaryCrossEntropy' }, false, 'loss/needs-unit'],
    ['full 3 relu', { type: 'binaryCrossEntropy' }, false, 'loss/needs-unit'],
  ])('refuses %s under %j, normalised %s, by %s, naming the layer and its update', (notation, choice, isNormalised, code) => {
    const create = () => createLoss(choice, { normalised: isNormalised, outputUpdate: outputUpdate(`full 4 > ${notation} name=top`) });
    expect(create).toThrow(expect.objectContaining({ code }) as Error);
    expect(create).toThrow(/the last layer "top" has the update \w+/);
  });

  it('needs the sums z where it is taken together with the update', () => {
    const loss = createLoss({ type: 'crossEntropy' }, { normalised: false, outputUpdate: outputUpdate('full 2 softmax') });
    const tensor = kernels.arena.allocate([1, 2]);
    expect(() => loss.evaluate(kernels, { outputs: tensor, preactivations: null, columns: 2 }, tensor, null, 1)).toThrow(
      expect.objectContaining({ code: 'loss/no-preactivations' }) as Error,
    );
  });
});

describe('refuseUnfitTargets', () => {
  it.each([
    ['binaryCrossEntropy', [0, 1, 0.5], [1.5], 'loss/needs-unit-targets'],
    ['hinge', [-1, 0, 1], [0.5], 'loss/needs-signs'],
    ['shell', [0, 1, 1], [2], 'loss/needs-signs'],
    ['huber', [-3, 0.5, 7], null, ''],
  ] as const)('of %s', (type, good, bad, code) => {
    expect(() => refuseUnfitTargets({ type }, good, 1)).not.toThrow();
    if (bad) expect(() => refuseUnfitTargets({ type }, bad, 1)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses a class of members that is not there', () => {
    expect(() => refuseUnfitTargets({ type: 'shell', memberClass: 3 }, [0, 1], 2)).toThrow(
      expect.objectContaining({ code: 'loss/no-such-class' }) as Error,
    );
  });

  it('lets numbers go to a p-norm and shares to a divergence, and refuses the rest by row', () => {
    const numbers = [0.5, 1, -0.25, 2];
    expect(() => refuseUnfitTargets({ type: 'pNorm' }, numbers, 2)).not.toThrow();
    expect(() => refuseUnfitTargets({ type: 'crossEntropy' }, [0, 1, 0.3, 0.7], 2)).not.toThrow();
    for (const type of ['crossEntropy', 'kullbackLeibler']) {
      expect(() => refuseUnfitTargets({ type }, numbers, 2)).toThrow(expect.objectContaining({ code: 'loss/needs-shares' }) as Error);
      expect(() => refuseUnfitTargets({ type }, numbers, 2)).toThrow('row 2 has the target -0.25');
      expect(() => refuseUnfitTargets({ type }, [NaN], 1)).toThrow('row 1 has the target NaN');
    }
  });
});
