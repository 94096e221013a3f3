import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { receptiveFields } from '../../../../src-core/network/receptiveFields.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

const networkOf = (notation: string, inputShape: readonly number[]): Network =>
  compileNetwork(parseNotation(notation), inputShape, { kernels: createKernels('float64'), batch: 8, random: createRandom(3) });

/** Differences of a layer's axons along every axon of the layer below which they are drawn: the network's own word on its fields. */
function slopes(network: Network, name: string, from: number, count: number): number[][] {
  const { kernels, inputs, layers } = network;
  const layer = layers.find((one) => one.name === name)!;
  const size = layers[0]!.size;
  const answersTo = (inputOn: number): number[] => {
    const view = kernels.arena.view(inputs);
    view.fill(0);
    if (inputOn >= 0) view[inputOn] = 1;
    network.forward(1);
    return Array.from(kernels.arena.view(layer.axons).slice(from, from + count));
  };
  const base = answersTo(-1);
  const moved = Array.from({ length: size }, (_, input) => answersTo(input));
  return base.map((value, neuron) => moved.map((answers) => answers[neuron]! - value));
}

function fieldRows({ values, shape }: ReturnType<typeof receptiveFields>): number[][] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: values.length / size }, (_, row) => Array.from(values.slice(row * size, (row + 1) * size)));
}

function expectClose(found: readonly (readonly number[])[], wanted: readonly (readonly number[])[]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((row, index) => row.forEach((value, column) => expect(value).toBeCloseTo(wanted[index]![column]!, 5)));
}

describe('receptiveFields', () => {
  it('are the weights of a full layer over an image', () => {
    const network = networkOf('full 5 name=top relu', [2, 3]);
    const fields = receptiveFields(network, 'top', 1, 3);
    expect(fields).toMatchObject({ neurons: 5, isKernel: false, onto: 'input', through: [], shape: [2, 3] });
    const weights = network.kernels.arena.view(network.layers[1]!.parameters!.weights!);
    expect(Array.from(fields.values)).toEqual(Array.from(Float32Array.from(weights.slice(6, 24))));
  });

  it.each([
    ['full 4 name=white > full 3 name=top', [2, 2]],
    ['full 6 name=one > full 4 name=two > full 3 name=top', [5]],
    ['window 2x2 name=white > full 3 name=top', [3, 3]],
    ['convolution 2x2x2 name=white > full 3 name=top', [3, 3]],
    ['window 2x2 name=top', [3, 3]],
  ])('are carried down through linear layers: %s', (notation, inputShape) => {
    const network = networkOf(notation, inputShape);
    const fields = receptiveFields(network, 'top', 0, 3);
    expect(fields.onto).toBe('input');
    expectClose(fieldRows(fields), slopes(network, 'top', 0, 3));
  });

  it('say through which layers, and stop where one is not linear', () => {
    const through = receptiveFields(networkOf('full 4 name=white > full 3 name=top', [4]), 'top', 0, 1);
    expect(through).toMatchObject({ onto: 'input', through: ['white'] });
    const stopped = receptiveFields(networkOf('full 7 name=hidden tanh > full 4 name=white > full 3 name=top', [4]), 'top', 0, 1);
    expect(stopped).toMatchObject({ onto: 'hidden', through: ['white'], shape: [7] });
    const normalised = receptiveFields(networkOf('normalise name=even > full 4 name=white > full 3 name=top', [2, 2]), 'top', 0, 1);
    expect(normalised).toMatchObject({ onto: 'even', through: ['white'], shape: [2, 2] });
  });

  it('of a convolution are its kernels', () => {
    const network = networkOf('convolution 2x3x4 name=top', [5, 5]);
    const fields = receptiveFields(network, 'top', 2, 9);
    expect(fields).toMatchObject({ neurons: 4, isKernel: true, onto: 'input', shape: [2, 3, 1] });
    expect(fields.values).toHaveLength(2 * 6);
  });

  it('end with the layer, and with what the network computes at a time', () => {
    const network = networkOf('full 12 name=top', [2]);
    expect(receptiveFields(network, 'top', 10, 5).values).toHaveLength(2 * 2);
    expect(receptiveFields(network, 'top', 0, 12).values).toHaveLength(8 * 2);
    expect(receptiveFields(network, 'top', 99, 5).values).toHaveLength(0);
  });

  it('are refused where there are none', () => {
    const network = networkOf('pooling 2x2 name=pool > full 2 name=top', [4, 4]);
    for (const name of ['pool', 'input', 'nonesuch'])
      expect(() => receptiveFields(network, name, 0, 1)).toThrow(expect.objectContaining({ code: 'network/no-fields' }));
  });
});
