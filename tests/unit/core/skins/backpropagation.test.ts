import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { penaltiesSchema, type Penalties } from '../../../../src-core/losses/penalties.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import type { Design } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { backpropagation } from '../../../../src-core/skins/backpropagation.ts';
import type { Skin, SkinBatch } from '../../../../src-core/skins/skin.ts';

interface Teaching {
  readonly network: Network;
  readonly skin: Skin;
  readonly batch: SkinBatch;
}

/** A network of 2 inputs and 1 output, taught on three rows by half the squared error. */
function teaching(notation: string, choice: Choice, options: TeachingOptions = {}): Teaching {
  return teachingOf(parseNotation(notation), choice, options);
}

interface TeachingOptions {
  readonly whole?: boolean;
  readonly targets?: readonly number[];
  readonly weights?: readonly number[];
  readonly penalties?: Partial<Penalties>;
}

function teachingOf(
  design: Design,
  choice: Choice,
  { whole = false, targets = [1, 2, -1], weights, penalties = {} }: TeachingOptions = {},
): Teaching {
  const kernels = createKernels('float64');
  const network = compileNetwork(design, [2], { kernels, batch: 3, random: createRandom(4) });
  const loss = createLoss({ type: 'pNorm' }, { normalised: false, outputUpdate: outputUpdateOf(design) });
  const { type, ...parameters } = optimizers.parse(choice);
  const optimizer = optimizers.get(type).create(parameters);
  const skin = backpropagation.create(
    { network, loss, penalties: penaltiesSchema.parse(penalties), optimizer, random: createRandom(1) },
    {},
  );
  const wanted: Tensor = kernels.arena.allocate([3, 1]);
  kernels.arena.view(network.inputs).set([1, 0, 0, 1, 1, 1]);
  kernels.arena.view(wanted).set(targets);
  const ofRows = weights ? kernels.arena.allocate([3, 1]) : null;
  if (weights && ofRows) kernels.arena.view(ofRows).set(weights);
  return { network, skin, batch: { reads: 'targets', rows: 3, whole, targets: wanted, weights: ofRows } };
}

const rate = (learningRate: number): Choice => ({ type: 'steepestDescent', learningRate });

describe('backpropagation', () => {
  it('takes the step worked by hand', () => {
    // y = w₁x₁ + w₂x₂ + b with w = (2, 3), b = 1 on (1,0), (0,1), (1,1): y = 3, 4, 6; errors against 1, 2, −1: 2, 2, 7.
    // Mean loss (4 + 4 + 49)/6 = 9.5; ∂w₁ = (2 + 7)/3 = 3, ∂w₂ = 3, ∂b = 11/3.
    const { network, skin, batch } = teaching('full 1', rate(0.1));
    network.importParameters([2, 3, 1]);
    expect(skin.step(batch)).toEqual({ loss: 9.5, steps: 1, trouble: null });
    const [w1, w2, b] = network.exportParameters();
    expect(w1).toBeCloseTo(1.7, 14);
    expect(w2).toBeCloseTo(2.7, 14);
    expect(b).toBeCloseTo(1 - 1.1 / 3, 14);
    expect(skin.counts).toEqual({ functionEvaluations: 1, gradientEvaluations: 1 });
  });

  it('adds the penalties on weights, not on biases, worked by hand', () => {
    // As above, and ½·0.5·(4 + 9) + 0.2·(2 + 3) = 4.25 beside the loss; 0.5·2 + 0.2 = 1.2 and 0.5·3 + 0.2 = 1.7 beside the derivatives.
    const { network, skin, batch } = teaching('full 1', rate(0.1), { penalties: { l2: 0.5, l1: 0.2 } });
    network.importParameters([2, 3, 1]);
    expect(skin.step(batch).loss).toBeCloseTo(9.5 + 4.25, 14);
    const [w1, w2, b] = network.exportParameters();
    expect(w1).toBeCloseTo(2 - 0.1 * (3 + 1.2), 14);
    expect(w2).toBeCloseTo(3 - 0.1 * (3 + 1.7), 14);
    expect(b).toBeCloseTo(1 - 1.1 / 3, 14);
  });

  it('leaves weights of 0 where the L1 penalty has its corner', () => {
    const { network, skin, batch } = teaching('full 1', rate(0.1), { targets: [1, 1, 1], penalties: { l1: 1 } });
    network.importParameters([0, 0, 1]);
    expect(skin.step(batch).loss).toBe(0);
    expect([...network.exportParameters()]).toEqual([0, 0, 1]);
  });

  it('counts each row by its weight, worked by hand', () => {
    // Errors 2, 2, 7 with weights 3, 0, 1: mean (3·4 + 49)/6 = 61/6; ∂w₁ = (6 + 7)/3, ∂w₂ = 7/3, ∂b = 13/3.
    const { network, skin, batch } = teaching('full 1', rate(0.3), { weights: [3, 0, 1] });
    network.importParameters([2, 3, 1]);
    expect(skin.step(batch).loss).toBeCloseTo(61 / 6, 14);
    [2 - 1.3, 3 - 0.7, 1 - 1.3].forEach((value, index) => expect(network.exportParameters()[index]).toBeCloseTo(value, 14));
  });

  it('does the same with weights of 1 as without, to the bit', () => {
    const run = (weights?: readonly number[]) => {
      const { network, skin, batch } = teaching('full 2 tanh > full 1', { type: 'adam' }, weights ? { weights } : {});
      for (let step = 0; step < 3; step++) skin.step(batch);
      return network.exportParameters();
    };
    expect(run([1, 1, 1])).toEqual(run());
  });

  it.each([rate(0.1), { type: 'conjugateGradientFixedRate', stepsPerBatch: 1 }])(
    'multiplies a fixed rate by the share of the schedule: %o',
    (choice) => {
      const moved = (share?: number) => {
        const { network, skin, batch } = teaching('full 2 tanh > full 1', choice);
        const before = network.exportParameters();
        skin.step(batch, share);
        return network.exportParameters().map((value, index) => value - before[index]!);
      };
      const [whole, quarter] = [moved(), moved(0.25)];
      expect(moved(1)).toEqual(whole);
      whole.forEach((step, index) => expect(quarter[index]).toBeCloseTo(0.25 * step, 14));
    },
  );

  it('takes no notice of the share where a line search chooses the step', () => {
    const moved = (share: number) => {
      const { network, skin, batch } = teaching('full 2 tanh > full 1', { type: 'conjugateGradient' });
      skin.step(batch, share);
      return network.exportParameters();
    };
    expect(moved(0.1)).toEqual(moved(1));
  });

  it('minimises the penalised loss: ridge regression in closed form', () => {
    // Inputs (1,0), (0,1), (1,1) without bias, targets (1, 2, −1): (XᵀX/3 + λ)w = Xᵀt/3 with XᵀX = [[2,1],[1,2]], Xᵀt = (0, 1).
    // λ = 1/3: [[1, 1/3], [1/3, 1]] w = (0, 1/3), so w₂ = (1/3)/(8/9) = 3/8 and w₁ = −1/8.
    const design = parseNotation('full 1 bias=off');
    const { network, skin, batch } = teachingOf(
      design,
      { type: 'conjugateGradient', stepsPerBatch: 50 },
      { whole: true, penalties: { l2: 1 / 3 } },
    );
    skin.step(batch);
    const [w1, w2] = network.exportParameters();
    expect(w1).toBeCloseTo(-1 / 8, 7);
    expect(w2).toBeCloseTo(3 / 8, 7);
  });

  it("multiplies a layer's step by its learning-rate scale", () => {
    const moved = (notation: string) => {
      const { network, skin, batch } = teaching(notation, rate(0.01));
      const before = network.exportParameters();
      skin.step(batch);
      return network.exportParameters().map((value, index) => value - before[index]!);
    };
    const [plain, scaled] = [moved('full 2 tanh > full 1'), moved('full 2 tanh rate=10 > full 1')];
    // Six parameters below (2×2 weights, 2 biases), three above.
    plain.forEach((step, index) => expect(scaled[index]).toBeCloseTo(index < 6 ? 10 * step : step, 13));
  });

  const everyOptimizer: Choice[] = [
    { type: 'adam' },
    rate(0.1),
    { type: 'steepestDescent', lineSearch: 'armijo' },
    { type: 'conjugateGradient' },
    { type: 'conjugateGradientFixedRate' },
    { type: 'adamW' },
    { type: 'rmsProp' },
    { type: 'momentum' },
    { type: 'nesterov' },
    { type: 'clippedDescent' },
    { type: 'rprop' },
  ];

  it.each(everyOptimizer)('leaves a frozen layer alone and teaches the others: %o', (choice) => {
    const design = parseNotation('full 2 tanh > full 1');
    const [lower, upper] = design.layers;
    const { network, skin, batch } = teachingOf({ layers: [{ ...lower!, frozen: true }, upper!] }, choice);
    const before = network.exportParameters();
    for (let step = 0; step < 3; step++) skin.step(batch);
    const after = network.exportParameters();
    expect(after.slice(0, 6)).toEqual(before.slice(0, 6));
    expect(after.slice(6).every((value, index) => value !== before[6 + index])).toBe(true);
  });

  it.each(everyOptimizer)('keeps rows at their norm: %o', (choice) => {
    const { network, skin, batch } = teaching('full 2 tanh norm=3 > full 1', choice);
    for (let step = 0; step < 3; step++) skin.step(batch);
    const [a, b, c, d] = network.exportParameters();
    expect(Math.hypot(a!, b!)).toBeCloseTo(3, 12);
    expect(Math.hypot(c!, d!)).toBeCloseTo(3, 12);
  });

  it.each(everyOptimizer)('finds a target that is not a number in that step: %o', (choice) => {
    const { network, skin, batch } = teaching('full 1', choice, { targets: [1, NaN, 1] });
    const before = network.exportParameters();
    expect(skin.step(batch)).toMatchObject({ steps: 0, trouble: { kind: 'diverged' } });
    expect(network.exportParameters()).toEqual(before);
  });

  it('takes the steps a search optimizer asks for on each batch', () => {
    const { skin, batch } = teaching('full 3 tanh > full 1', { type: 'conjugateGradientFixedRate', stepsPerBatch: 4, learningRate: 0.001 });
    expect(skin.step(batch).steps).toBe(4);
    expect(skin.counts).toEqual({ functionEvaluations: 4, gradientEvaluations: 4 });
  });

  it('converges on the whole part only: a batch at its minimum is just done with', () => {
    // The three targets can be met exactly: w₁ + b = 1, w₂ + b = 2, w₁ + w₂ + b = −1.
    for (const whole of [true, false]) {
      const { skin, batch } = teaching('full 1', { type: 'conjugateGradient', stepsPerBatch: 50 }, { whole });
      const { trouble } = skin.step(batch);
      if (whole) expect(trouble).toMatchObject({ kind: 'converged' });
      else expect(trouble).toBeNull();
    }
  });

  it('reports the loss before the step, and leaves the network where the step ended', () => {
    const { skin, batch } = teaching('full 2 tanh > full 1', { type: 'conjugateGradient', stepsPerBatch: 1 });
    const losses = Array.from({ length: 8 }, () => skin.step(batch).loss);
    for (let step = 1; step < losses.length; step++) expect(losses[step]).toBeLessThan(losses[step - 1]!);
  });

  it.each(everyOptimizer)('goes on to the same bits from what it saved: %o', (choice) => {
    const run = (restoredAfter: number | null) => {
      let current = teaching('full 3 tanh > full 1', choice, { whole: true });
      for (let step = 0; step < 6; step++) {
        if (step === restoredAfter) {
          const saved = { skin: current.skin.save(), parameters: current.network.exportParameters() };
          current = teaching('full 3 tanh > full 1', choice, { whole: true });
          current.network.importParameters(saved.parameters);
          current.skin.restore(saved.skin);
        }
        current.skin.step(current.batch);
      }
      return { parameters: current.network.exportParameters(), state: current.skin.save() };
    };
    expect(run(3)).toEqual(run(null));
  });

  describe('refuses', () => {
    it('to work without a loss', () => {
      const { network } = teaching('full 1', rate(1));
      const optimizer = optimizers.get('adam').create({});
      expect(() =>
        backpropagation.create({ network, loss: null, penalties: penaltiesSchema.parse({}), optimizer, random: createRandom(1) }, {}),
      ).toThrow(expect.objectContaining({ code: 'skin/unfit' }));
    });

    it('a network in which nothing can be taught', () => {
      const [layer] = parseNotation('full 1').layers;
      expect(() => teachingOf({ layers: [{ ...layer!, frozen: true }] }, rate(1))).toThrow(expect.objectContaining({ code: 'skin/unfit' }));
    });

    it('a batch without targets', () => {
      const { skin } = teaching('full 1', rate(1));
      expect(() => skin.step({ reads: 'inputs', rows: 3, whole: false })).toThrow(expect.objectContaining({ code: 'skin/wrong-batch' }));
    });

    it('the state of another network or optimizer', () => {
      const adam = teaching('full 1', { type: 'adam' }).skin;
      const badState = expect.objectContaining({ code: 'skin/bad-state' });
      expect(() => adam.restore(teaching('full 2 > full 1', { type: 'adam' }).skin.save())).toThrow(badState);
      expect(() => adam.restore(teaching('full 1', { type: 'conjugateGradient' }).skin.save())).toThrow(badState);
    });
  });
});
