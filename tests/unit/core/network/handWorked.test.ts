import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { lossAndGradients } from '../../../../src-core/network/gradientCheck.ts';
import { inspectAxon, inspectWeight } from '../../../../src-core/network/inspect.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

/*
 * A 2-2-1 network through eq. 12, worked by hand. ReLU below, identity above, loss ½ (x − x̄)² (eq. 14 with p = 2).
 *
 *   inputs x = (1, 2);  M¹ = [[0.5, 0.25], [−1, 0.25]], b¹ = (0.5, 0.25);  M² = [2, 3], b² = −1;  target x̄ = 2
 *   z¹ = (0.5·1 + 0.25·2 + 0.5, −1·1 + 0.25·2 + 0.25) = (1.5, −0.25);  x¹ = ReLU(z¹) = (1.5, 0)
 *   x² = 2·1.5 + 3·0 − 1 = 2;  second sample x = (−2, 4): z¹ = (−1 + 1 + 0.5, 2 + 1 + 0.25) = (0.5, 3.25), x² = 1 + 9.75 − 1 = 9.75
 *   with targets 1 and 9.25: losses ½·1² = 0.5 and ½·0.5² = 0.125, mean 0.3125; ∂L/∂x² = (1, 0.5)/2 = (0.5, 0.25)
 *   ∂L/∂M² = 0.5·(1.5, 0) + 0.25·(0.5, 3.25) = (0.875, 0.8125);  ∂L/∂b² = 0.75
 *   ∂L/∂z¹, first sample: 0.5·(2·1, 3·0) = (1, 0);  second: 0.25·(2, 3) = (0.5, 0.75)
 *   ∂L/∂M¹ = row 1: 1·(1, 2) + 0.5·(−2, 4) = (0, 4); row 2: 0·(1, 2) + 0.75·(−2, 4) = (−1.5, 3);  ∂L/∂b¹ = (1.5, 0.75)
 *   ∂L/∂x⁰, first sample: M¹ᵀ (1, 0) = (0.5, 0.25);  second: M¹ᵀ (0.5, 0.75) = (0.25 − 0.75, 0.125 + 0.1875) = (−0.5, 0.3125)
 */
describe('a 2-2-1 network worked by hand (eq. 12)', () => {
  const design = parseNotation('full 2 relu name=hidden > full 1 name=out');
  const parameters = [0.5, 0.25, -1, 0.25, 0.5, 0.25, 2, 3, -1];

  it.each(['float64', 'float32'] as const)('has these values and gradients in %s', (precision) => {
    const kernels = createKernels(precision);
    const network = compileNetwork(design, [2], { kernels, batch: 2, random: createRandom(1) });
    network.importParameters(parameters);
    expect([...network.exportParameters()]).toEqual(parameters);
    kernels.arena.view(network.inputs).set([1, 2, -2, 4]);
    const targets = kernels.arena.allocate([2, 1]);
    kernels.arena.view(targets).set([1, 9.25]);
    const loss = createLoss({ type: 'pNorm', p: 2 }, { normalised: false, outputUpdate: outputUpdateOf(design) });

    // Every number here is a short binary fraction, so equality is exact in either precision.
    expect(lossAndGradients(network, loss, targets, 2)).toBe(0.3125);
    expect([...kernels.arena.view(network.outputs)]).toEqual([2, 9.75]);
    expect([...kernels.arena.view(network.layers[1]!.axons)]).toEqual([1.5, 0, 0.5, 3.25]);
    expect([...kernels.arena.view(network.gradients)]).toEqual([0, 4, -1.5, 3, 1.5, 0.75, 0.875, 0.8125, 0.75]);

    lossAndGradients(network, loss, targets, 2);
    expect([...kernels.arena.view(network.gradients)]).toEqual([0, 4, -1.5, 3, 1.5, 0.75, 0.875, 0.8125, 0.75]);

    loss.evaluate(kernels, { outputs: network.outputs, preactivations: null, columns: 1 }, targets, network.outputGradients, 2);
    network.backward(2, loss.gradientOf, true);
    expect([...kernels.arena.view(network.layers[0]!.axonGradients)]).toEqual([0.5, 0.25, -0.5, 0.3125]);

    expect(inspectAxon(network, 'hidden', [1], 1)).toEqual({ value: 3.25, derivative: 0.75 });
    expect(inspectAxon(network, 'input', [0], 1)).toEqual({ value: -2, derivative: -0.5 });
    expect(inspectWeight(network, 'hidden', [1, 0])).toEqual({ value: -1, derivative: -1.5 });
    expect(inspectWeight(network, 'out', [0, 1])).toEqual({ value: 3, derivative: 0.8125 });
  });

  it('says which layers, rows and places there are to inspect', () => {
    const network = compileNetwork(design, [2], { kernels: createKernels('float64'), batch: 2, random: createRandom(1) });
    expect(() => inspectAxon(network, 'middle', [0], 0)).toThrow('There is no layer "middle". Known: input, hidden, out.');
    expect(() => inspectAxon(network, 'hidden', [2], 0)).toThrow(expect.objectContaining({ code: 'shape/outside' }) as Error);
    expect(() => inspectAxon(network, 'hidden', [0], 2)).toThrow(expect.objectContaining({ code: 'network/bad-rows' }) as Error);
    expect(() => inspectWeight(network, 'input', [0])).toThrow(expect.objectContaining({ code: 'network/no-weights' }) as Error);
  });
});
