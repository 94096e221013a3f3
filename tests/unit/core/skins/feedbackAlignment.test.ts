import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import { createFeedbackAlignment } from '../../../../src-core/skins/feedbackAlignment.ts';
import { cosine, normalRows, targetTeaching } from '../../../support/targetTeaching.ts';

const inputs = normalRows(12, 5, 1);
/** The larger of two sums of inputs decides the class, so that there is something to learn. */
const targets = inputs.map(([a, b, c, d]) => (a! + b! > c! + d! ? [1, 0] : [0, 1]));

describe('feedback alignment', () => {
  it.each([
    'full 7 tanh > full 6 relu > full 2 softmax',
    'full 4 tanh frozen=on > normalise > full 3 tanh > full 2 softmax',
    'full 4 tanh > full 3 sigmoid from=input > full 2 softmax from=layer1,layer2',
  ])('whose feedback is the weights themselves is backpropagation, in "%s"', (design) => {
    const options = { design, inputs, targets, loss: { type: 'crossEntropy' }, weights: inputs.map((_, row) => 0.5 + (row % 3)) };
    const aligned = targetTeaching({
      ...options,
      skin: { type: 'feedbackAlignment' },
      create: (context) => createFeedbackAlignment(context, (_, weights) => weights),
    });
    const exact = targetTeaching({ ...options, skin: { type: 'backpropagation' } });
    for (let step = 0; step < 5; step++) expect(aligned.teach().loss).toBeCloseTo(exact.teach().loss!, 12);
    expect(relativeDifference(aligned.network.exportParameters(), exact.network.exportParameters())).toBeLessThan(1e-13);
  });

  it('takes the step worked by hand', () => {
    // x = 2, h = w x = 1, y = v h = 3, t = 2, so that ∂y = 1: ∂v = h = 1 and ∂w = B x = 2 B, whatever v is.
    const { network, teach } = targetTeaching({
      skin: { type: 'feedbackAlignment' },
      design: 'full 1 bias=off > full 1 bias=off',
      inputs: [[2]],
      targets: [[2]],
      create: (context) =>
        createFeedbackAlignment(context, (_, weights) => {
          const feedback = context.network.kernels.arena.allocate(weights.shape);
          context.network.kernels.fill(feedback, 0.25);
          return feedback;
        }),
    });
    network.importParameters([0.5, 3]);
    expect(teach().loss).toBeCloseTo(0.5, 14);
    expect([...network.exportParameters()]).toEqual([expect.closeTo(0.5 - 0.1 * 0.5, 14), expect.closeTo(3 - 0.1, 14)]);
  });

  it('comes to teach along the gradient: the angle to it falls far below 90°', () => {
    const design = 'full 20 tanh > full 2 softmax';
    const options = { design, inputs, targets, loss: { type: 'crossEntropy' } };
    const aligned = targetTeaching({ ...options, skin: { type: 'feedbackAlignment' } });
    const still = targetTeaching({
      ...options,
      skin: { type: 'backpropagation' },
      optimizer: { type: 'steepestDescent', learningRate: 1e-9 },
    });
    const lowest = 20 * 5;

    function teachAndCompare(): number {
      still.network.importParameters(aligned.network.exportParameters());
      still.teach();
      aligned.teach();
      const gradients = [aligned, still].map(({ network }) => network.kernels.arena.view(network.gradients).slice(0, lowest));
      return cosine(gradients[0]!, gradients[1]!);
    }

    const first = teachAndCompare();
    for (let step = 0; step < 300; step++) aligned.teach();
    const last = teachAndCompare();
    expect(last).toBeGreaterThan(0.5);
    expect(last).toBeGreaterThan(first + 0.2);
  });
});
