import { afterAll, describe, expect, it } from 'vitest';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { gradientCheck, lossAndGradients, relativeDifference } from '../../../../src-core/network/gradientCheck.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { kernelSets } from '../kernels/kernelFixtures.ts';
import { checkCase, hiddenCases, makeReady, outputCases, type NetworkCase, type ReadyCase } from './networkCases.ts';

const cases = [...outputCases(), ...hiddenCases()];

/** Cases by their connection and update, so that one test takes all losses of a pair. */
const groups = new Map<string, NetworkCase[]>();
for (const networkCase of cases) {
  const { connection, update } = networkCase.design.layers[1]!;
  const pair = `${connection.type} × ${update.type}`;
  groups.set(pair, [...(groups.get(pair) ?? []), networkCase]);
}

const seen = { networks: 0, parameters: 0, double: 0, single: 0 };

afterAll(() => {
  console.info(
    `${seen.networks} networks, ${seen.parameters} parameters by central differences: worst layer ${seen.double.toExponential(1)} in float64, ` +
      `${seen.single.toExponential(1)} between float32 and float64`,
  );
});

describe('gradients', () => {
  it('are checked for every registered connection, update and loss, in every combination that fits', () => {
    for (const connection of connections.members) {
      for (const update of updates.members) expect([...groups.keys()]).toContain(`${connection.name} × ${update.name}`);
    }
    const tried = new Set(cases.map(({ loss }) => loss.type));
    expect([...tried].sort()).toEqual(losses.members.map(({ name }) => name).sort());
  });

  it.each([...groups])('%s', (_pair, members) => {
    for (const networkCase of members) {
      const { seed, ready, checks } = checkCase(networkCase);
      expect(checks.length, networkCase.title).toBeGreaterThan(0);
      for (const { layer, difference, compared } of checks) {
        expect(difference, `${networkCase.title}, ${layer}`).toBeLessThanOrEqual(1e-7);
        seen.double = Math.max(seen.double, difference);
        seen.parameters += compared;
      }
      seen.networks++;
      for (const { title, create } of kernelSets.slice(2)) {
        const single = singleAgainstDouble(networkCase, ready, create(), seed);
        expect(single, `${networkCase.title}, ${title}`).toBeLessThanOrEqual(1e-4);
        seen.single = Math.max(seen.single, single);
      }
    }
  });

  it('find a gradient that is wrong', () => {
    const { ready } = checkCase(cases[0]!);
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

/** The largest disagreement of a layer's gradients with those in float64, or of the loss. */
function singleAgainstDouble(networkCase: NetworkCase, double: ReadyCase, kernels: KernelSet, seed: number): number {
  const single = makeReady(networkCase, kernels, seed);
  const value = lossAndGradients(double.network, double.loss, double.targets, double.rows);
  const singleValue = lossAndGradients(single.network, single.loss, single.targets, single.rows);
  const layers = double.network.layers.flatMap(({ parameters }, index) => {
    const other = single.network.layers[index]!.parameters;
    if (!parameters || !other) return [];
    const gradients = double.network.kernels.arena.view(parameters.allGradients);
    return [relativeDifference(gradients, single.network.kernels.arena.view(other.allGradients))];
  });
  return Math.max(Math.abs(singleValue - value) / Math.max(1, Math.abs(value)), ...layers);
}
