import { describe, expect, it } from 'vitest';
import { losses } from '../../../../src-core/losses/registry.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { gradientCheck, lossAndGradients, relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { hiddenCases, makeReady, makeReadyAwayFromKinks, outputCases } from './networkCases.ts';

const cases = [...outputCases(), ...hiddenCases()];

describe('gradients', () => {
  it('are checked for every registered connection, update and loss, in every combination that fits', () => {
    const all = cases.map(({ title }) => title).join('\n');
    for (const { name } of [...connections.members, ...updates.members, ...losses.members]) expect(all).toContain(name);
    // 12 connection variants; losses that fit an update: identity, relu, tanh 3 p-norms; exp, logistic 3 + 6 normalised; softmax 12.
    expect(outputCases()).toHaveLength(12 * (3 * 3 + 2 * 9 + 12));
    expect(hiddenCases()).toHaveLength(12 * 6);
  });

  it.each(cases)('$title', (networkCase) => {
    const { seed, ready } = makeReadyAwayFromKinks(networkCase);
    const checks = gradientCheck(ready.network, ready.loss, ready.targets, ready.rows);
    expect(checks.length).toBeGreaterThan(0);
    for (const { layer, difference } of checks) expect(difference, layer).toBeLessThanOrEqual(1e-7);
    expect(ready.network.kernels.maxAbsolute(ready.network.gradients)).toBeGreaterThan(1e-6);

    const single = makeReady(networkCase, 'float32', seed);
    const value = lossAndGradients(ready.network, ready.loss, ready.targets, ready.rows);
    const singleValue = lossAndGradients(single.network, single.loss, single.targets, single.rows);
    expect(Math.abs(singleValue - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
    for (const [index, { parameters, name }] of ready.network.layers.entries()) {
      const other = single.network.layers[index]!.parameters;
      if (!parameters || !other) continue;
      const gradients = ready.network.kernels.arena.view(parameters.allGradients);
      expect(relativeDifference(gradients, single.network.kernels.arena.view(other.allGradients)), name).toBeLessThanOrEqual(1e-4);
    }
  });

  it('finds a gradient that is wrong', () => {
    const { ready } = makeReadyAwayFromKinks(cases[0]!);
    const { network, loss, targets, rows } = ready;
    const off = {
      ...network,
      backward: (count: number, from: 'outputs' | 'preactivations') => (
        network.backward(count, from),
        network.kernels.scale(network.gradients, 1.001)
      ),
    };
    expect(gradientCheck(off, loss, targets, rows).every(({ difference }) => difference > 1e-4)).toBe(true);
  });
});
