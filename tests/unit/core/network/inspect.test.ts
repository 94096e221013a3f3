import { describe, expect, it } from 'vitest';
import { inspectAxon, inspectConnection, inspectConnections } from '../../../../src-core/network/inspect.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { positionOfIndex } from '../../../../src-core/shape.ts';
import { hiddenCases, makeReady } from './networkCases.ts';

const cases = hiddenCases().filter(({ design }) => design.layers[1]!.update.type === 'identity');

describe('inspection', () => {
  it.each(cases)('tells what each axon reads, and each connection’s derivative: $title', (networkCase) => {
    const { network, rows } = makeReady(networkCase, createKernels('float64'), 4);
    const { arena } = network.kernels;
    network.forward(rows, true);
    network.kernels.fill(network.outputGradients, 0.5);
    network.backward(rows, 'outputs', true);
    const layer = network.layers[2]!;
    const bias = layer.parameters?.bias ? arena.view(layer.parameters.bias) : [0];
    const allRows = Array.from({ length: rows }, (_, row) => row);
    const shares = new Map<number, number>();

    for (let axon = 0; axon < layer.size; axon++) {
      const place = { layer: layer.name, position: positionOfIndex(layer.shape, axon) };
      for (const row of allRows) {
        const readings = inspectConnections(network, place, row);
        const sum = readings.reduce(
          (total, { source, value }) => total + value * inspectAxon(network, source.layer, source.position, row).value,
          bias[axon % bias.length]!,
        );
        expect(inspectAxon(network, layer.name, place.position, row).value).toBeCloseTo(sum, 12);
        expect(inspectConnection(network, place, readings[0]!.source, row)).toEqual(readings[0]);
      }
      for (const link of layer.sources[0]!.connection.links(axon, 0)) {
        if (!('weight' in link)) continue;
        const source = positionOfIndex(network.layers[1]!.shape, link.source);
        const products = allRows.map(
          (row) => inspectAxon(network, layer.name, place.position, row).derivative * inspectAxon(network, 'below', source, row).value,
        );
        shares.set(link.weight, (shares.get(link.weight) ?? 0) + products.reduce((total, product) => total + product, 0));
      }
    }
    // ∂L/∂M = Σ z_j x_i over the batch and over all connections that share the weight (eq. 12); 0 where a window sticks out.
    const { weightGradients } = layer.sources[0]!;
    const gradients = weightGradients ? arena.view(weightGradients) : [];
    for (const [weight, gradient] of gradients.entries()) expect(gradient).toBeCloseTo(shares.get(weight) ?? 0, 12);
  });

  it('shows the winner of max pooling as the one connection of 1, sample by sample (eq. 11)', () => {
    const network = compileNetwork(parseNotation('pooling 2 name=pool'), [4], {
      kernels: createKernels('float64'),
      batch: 2,
      random: createRandom(1),
    });
    network.kernels.arena.view(network.inputs).set([5, 5, 1, 2, 0, 3, 8, 4]);
    network.forward(2);
    const read = (axon: number, row: number) =>
      inspectConnections(network, { layer: 'pool', position: [axon] }, row).map(({ source, value, derivative }) => [
        source.position[0],
        value,
        derivative,
      ]);
    expect(read(0, 0)).toEqual([
      [0, 1, null],
      [1, 0, null],
    ]);
    expect(read(1, 1)).toEqual([
      [2, 1, null],
      [3, 0, null],
    ]);
  });

  it('tells sources apart, and what is not connected', () => {
    const network = compileNetwork(parseNotation('full 2 name=a > full 2 name=b > direct name=sum from=a,b'), [3], {
      kernels: createKernels('float64'),
      batch: 1,
      random: createRandom(1),
    });
    const sum = { layer: 'sum', position: [1] };
    const weights = network.kernels.arena.view(network.layers[3]!.parameters!.weights!);
    expect(inspectConnections(network, sum).map(({ source, value }) => [source.layer, source.position, value])).toEqual([
      ['a', [1], weights[1]],
      ['b', [1], weights[3]],
    ]);
    expect(inspectConnection(network, sum, { layer: 'b', position: [1] }).value).toBe(weights[3]);
    expect(() => inspectConnection(network, sum, { layer: 'a', position: [0] })).toThrow(
      expect.objectContaining({
        code: 'network/not-connected',
        message: 'Axon (1) of layer "sum" does not read axon (0) of layer "a".',
      }) as Error,
    );
    expect(inspectConnections(network, { layer: 'input', position: [0] })).toEqual([]);
    expect(() => inspectConnections(network, sum, 1)).toThrow(expect.objectContaining({ code: 'network/bad-rows' }) as Error);
  });
});
