import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { designSchema } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { indexOfPosition, positionOfIndex, shapeSize, type Shape } from '../../../../src-core/shape.ts';

function plan(choice: Choice, source: Shape) {
  const { type, ...parameters } = connections.parse(choice);
  return connections.get(type).plan(source, parameters, 'eye');
}

function singleLayer(connection: Choice, inputShape: Shape, batch = 2): Network {
  const design = designSchema.parse({ layers: [{ name: 'only', connection }] });
  return compileNetwork(design, inputShape, { kernels: createKernels('float64'), batch, random: createRandom(11) });
}

function fillRandom(network: Network, seed: number): void {
  const random = createRandom(seed);
  const inputs = network.kernels.arena.view(network.inputs);
  for (let index = 0; index < inputs.length; index++) inputs[index] = random.normal();
}

describe('shapes', () => {
  it.each([
    [{ type: 'full', size: [4, 5] }, [28, 28], [4, 5], 20 * 784, 20],
    [{ type: 'window', window: [8, 8] }, [28, 28], [21, 21], 21 * 21 * 64, 441],
    [{ type: 'window', window: [8, 8], stride: [4], channels: 3 }, [28, 28, 2], [6, 6, 3], 36 * 3 * 64 * 2, 108],
    [{ type: 'window', window: [3, 3], edge: 'same' }, [5, 4], [5, 4], 20 * 9, 20],
    [{ type: 'convolution', window: [5, 5], channels: 8 }, [28, 28], [24, 24, 8], 200, 8],
    [{ type: 'convolution', window: [5, 5], channels: 8, edge: 'same' }, [28, 28, 3], [28, 28, 8], 600, 8],
    [{ type: 'convolution', window: [3, 3], channels: 4, edge: 'same', stride: [2] }, [7, 8], [4, 4, 4], 36, 4],
    [{ type: 'convolution', window: [3], channels: 2 }, [10], [8, 2], 6, 2],
    [{ type: 'convolution', window: [2, 2, 2], channels: 5 }, [4, 4, 4, 3], [3, 3, 3, 5], 120, 5],
    [{ type: 'pooling' }, [24, 24, 8], [12, 12, 8], 0, 0],
    [{ type: 'pooling', window: [2, 2] }, [5, 5], [2, 2], 0, 0],
    [{ type: 'pooling', window: [2, 2], edge: 'same' }, [5, 5], [3, 3], 0, 0],
    [{ type: 'pooling', window: [3, 3], stride: [2, 1] }, [7, 7], [3, 5], 0, 0],
  ] as const)('%j of %j', (choice, source, outputShape, weights, biasCount) => {
    const planned = plan(choice, source);
    expect(planned.outputShape).toEqual(outputShape);
    expect(planned.weights ? planned.weights.rows * planned.weights.columns : 0).toBe(weights);
    expect(planned.weights ? shapeSize(planned.weights.shape) : 0).toBe(weights);
    expect(planned.biasCount).toBe(biasCount);
  });

  it.each([
    [{ type: 'convolution', window: [5, 5] }, [4], 'design/shape-mismatch'],
    [{ type: 'convolution', window: [5, 5] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2, 2] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'pooling', stride: [1, 1, 1] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'full', size: [16_777_216, 32] }, [4], 'design/too-large'],
    [{ type: 'full', size: [1_000_000] }, [1000], 'design/too-large'],
    [{ type: 'window', window: [512, 512], edge: 'same' }, [512, 512], 'design/too-large'],
  ])('%j does not fit %j, and the layer is named', (choice, source, code) => {
    expect(() => plan(choice, source)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => plan(choice, source)).toThrow('Layer "eye"');
  });
});

/** z of a convolution straight from its definition, by positions. */
function convolveByDefinition(
  x: Float64Array,
  source: Shape,
  w: Float64Array,
  window: Shape,
  before: Shape,
  stride: Shape,
  output: Shape,
): number[] {
  const channelsIn = source.at(-1)!;
  return Array.from({ length: shapeSize(output) }, (_, index) => {
    const position = positionOfIndex(output, index);
    let sum = 0;
    for (let tap = 0; tap < shapeSize(window); tap++) {
      const pixel = positionOfIndex(window, tap).map((offset, axis) => position[axis]! * stride[axis]! + offset - before[axis]!);
      if (pixel.some((coordinate, axis) => coordinate < 0 || coordinate >= source[axis]!)) continue;
      for (let channel = 0; channel < channelsIn; channel++) {
        sum += w[(position.at(-1)! * shapeSize(window) + tap) * channelsIn + channel]! * x[indexOfPosition(source, [...pixel, channel])]!;
      }
    }
    return sum;
  });
}

describe('convolution', () => {
  it('is the sum over its window, at any size, stride and edge', () => {
    const axis = fc.record({
      size: fc.integer({ min: 3, max: 6 }),
      window: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 3 }),
    });
    const geometry = fc.record({
      axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
      channelsIn: fc.integer({ min: 1, max: 3 }),
      channelsOut: fc.integer({ min: 1, max: 3 }),
      edge: fc.constantFrom('valid', 'same'),
    });
    fc.assert(
      fc.property(geometry, ({ axes, channelsIn, channelsOut, edge }) => {
        const source = [...axes.map(({ size }) => size), channelsIn];
        const [window, stride] = [axes.map((each) => each.window), axes.map((each) => each.stride)];
        const network = singleLayer({ type: 'convolution', window, stride, channels: channelsOut, edge }, source, 1);
        fillRandom(network, 5);
        network.forward(1);
        const { arena } = network.kernels;
        const output = network.layers[1]!.shape;
        const before = axes.map((each, index) =>
          edge === 'valid' ? 0 : Math.floor(Math.max((output[index]! - 1) * each.stride + each.window - each.size, 0) / 2),
        );
        const x = new Float64Array(arena.view(network.inputs));
        const w = new Float64Array(arena.view(network.layers[1]!.parameters!.weights!));
        const expected = convolveByDefinition(x, source, w, window, before, stride, output);
        for (const [index, value] of arena.view(network.outputs).entries()) expect(value).toBeCloseTo(expected[index]!, 12);
        // `same` has ⌈size/stride⌉ positions.
        if (edge === 'same') expect(output.slice(0, -1)).toEqual(axes.map((each) => Math.ceil(each.size / each.stride)));
      }),
      { seed: 20_263, numRuns: 60 },
    );
  });

  it.each(['valid', 'same'])('equals a window whose weights are tied (%s), and its gradient is their sum', (edge) => {
    const shared = singleLayer({ type: 'convolution', window: [3, 2], channels: 2, edge, stride: [2, 1] }, [6, 5, 2]);
    const own = singleLayer({ type: 'window', window: [3, 2], channels: 2, edge, stride: [2, 1] }, [6, 5, 2]);
    expect(own.layers[1]!.shape).toEqual(shared.layers[1]!.shape);
    const [sharedArena, ownArena] = [shared.kernels.arena, own.kernels.arena];
    const kernel = sharedArena.view(shared.layers[1]!.parameters!.weights!);
    const tied = ownArena.view(own.layers[1]!.parameters!.weights!);
    for (let start = 0; start < tied.length; start += kernel.length) tied.set(kernel, start);
    for (const network of [shared, own]) {
      fillRandom(network, 6);
      network.forward(2);
      const random = createRandom(8);
      const gradients = network.kernels.arena.view(network.outputGradients);
      for (let index = 0; index < gradients.length; index++) gradients[index] = random.normal();
      network.backward(2, 'outputs', true);
    }
    const values = ownArena.view(own.outputs);
    for (const [index, value] of sharedArena.view(shared.outputs).entries()) expect(value).toBeCloseTo(values[index]!, 12);
    const inputGradients = ownArena.view(own.layers[0]!.axonGradients);
    for (const [index, value] of sharedArena.view(shared.layers[0]!.axonGradients).entries())
      expect(value).toBeCloseTo(inputGradients[index]!, 12);
    const ownGradients = ownArena.view(own.layers[1]!.parameters!.weightGradients!);
    for (const [index, value] of sharedArena.view(shared.layers[1]!.parameters!.weightGradients!).entries()) {
      let sum = 0;
      for (let start = 0; start < ownGradients.length; start += kernel.length) sum += ownGradients[start + index]!;
      expect(value).toBeCloseTo(sum, 12);
    }
  });
});

describe('pooling', () => {
  it('sends the derivative to the winner only, and of equals to the first (eq. 11)', () => {
    const network = singleLayer({ type: 'pooling' }, [2, 4], 1);
    const { arena } = network.kernels;
    arena.view(network.inputs).set([1, 9, 4, 4, 3, 2, 4, 4]);
    network.forward(1);
    expect([...arena.view(network.outputs)]).toEqual([9, 4]);
    arena.view(network.outputGradients).set([5, 7]);
    network.backward(1, 'outputs', true);
    expect([...arena.view(network.layers[0]!.axonGradients)]).toEqual([0, 5, 7, 0, 0, 0, 0, 0]);
    expect(network.parameterCount).toBe(0);
    expect(network.exportParameters()).toHaveLength(0);
  });

  it('takes the mean of what lies inside the source at a clipped edge', () => {
    const network = singleLayer({ type: 'pooling', kind: 'mean', edge: 'same' }, [3, 3], 1);
    const { arena } = network.kernels;
    arena.view(network.inputs).set([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    network.forward(1);
    expect([...arena.view(network.outputs)]).toEqual([3, 4.5, 7.5, 9]);
    arena.view(network.outputGradients).set([4, 2, 2, 1]);
    network.backward(1, 'outputs', true);
    expect([...arena.view(network.layers[0]!.axonGradients)]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });
});
