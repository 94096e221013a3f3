import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { weightCount } from '../../../../src-core/network/connections/weightLayout.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { designSchema } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { indexOfPosition, positionOfIndex, shapeSize, type Shape } from '../../../../src-core/shape.ts';

function plan(choice: Choice, source: Shape) {
  const { type, ...parameters } = connections.parse(choice);
  return connections.get(type).plan(source, parameters, 'eye', [0, 0]);
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
    [{ type: 'window', window: [3, 3], edge: 'clipped' }, [5, 4], [5, 4], 20 * 9, 20],
    [{ type: 'window', window: [8, 8], stride: [4], offset: [2] }, [28, 28], [5, 5], 25 * 64, 25],
    [{ type: 'window', window: [8, 8], stride: [4], offset: [-2, 0], edge: 'clipped' }, [28, 28], [8, 7], 56 * 64, 56],
    [{ type: 'window', window: [2], stride: [3], offset: [-1], edge: 'clipped' }, [4], [2], 4, 2],
    [{ type: 'convolution', window: [2, 2, 2], offset: [0, 1, 2], channels: 5 }, [4, 4, 4], [3, 2, 1, 5], 40, 5],
    [{ type: 'direct' }, [3, 4], [3, 4], 12, 12],
    [{ type: 'direct', weights: 'fixed' }, [3, 4], [3, 4], 0, 0],
    [{ type: 'random', size: [6, 5], fan: 4 }, [3, 4], [6, 5], 120, 30],
    [{ type: 'random', size: [6, 5], probability: 1 }, [3, 4], [6, 5], 360, 30],
    [{ type: 'dropout' }, [3, 4], [3, 4], 0, 0],
    [{ type: 'patches', window: [6, 6] }, [28, 28], [23, 23, 36], 0, 0],
    [{ type: 'patches', window: [2], stride: [2] }, [7, 3], [3, 6], 0, 0],
    [{ type: 'normalise' }, [3, 4], [3, 4], 0, 0],
    [{ type: 'pooling' }, [24, 24, 8], [12, 12, 8], 0, 0],
    [{ type: 'pooling', window: [2, 2], edge: 'clipped' }, [5, 5], [3, 3], 0, 0],
    [{ type: 'pooling', window: [2, 2] }, [5, 5], [2, 2], 0, 0],
    [{ type: 'pooling', window: [2, 2], edge: 'same' }, [5, 5], [3, 3], 0, 0],
    [{ type: 'pooling', window: [3, 3], stride: [2, 1] }, [7, 7], [3, 5], 0, 0],
  ] as const)('%j of %j', (choice, source, outputShape, weights, biasCount) => {
    const planned = plan(choice, source);
    expect(planned.outputShape).toEqual(outputShape);
    expect(planned.weights ? weightCount(planned.weights) : 0).toBe(weights);
    expect(planned.weights ? shapeSize(planned.weights.shape) : 0).toBe(weights);
    expect(planned.biasCount).toBe(biasCount);
  });

  it.each([
    [{ type: 'convolution', window: [5, 5] }, [4], 'design/shape-mismatch'],
    [{ type: 'convolution', window: [5, 5] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2, 2] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'pooling', stride: [1, 1, 1] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'patches', window: [5, 5] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'patches', window: [512, 512], edge: 'same' }, [512, 512], 'design/too-large'],
    [{ type: 'window', window: [2, 2], offset: [1, 1, 1] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2], offset: [-1] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2], offset: [3] }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2], offset: [-2], edge: 'clipped' }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'window', window: [2, 2], offset: [4], edge: 'clipped' }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'pooling', window: [2, 2], offset: [3], edge: 'same' }, [4, 4], 'design/shape-mismatch'],
    [{ type: 'random', size: [3], fan: 5 }, [4], 'design/shape-mismatch'],
    [{ type: 'random', size: [1_000_000], probability: 1 }, [1000], 'design/too-large'],
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
  first: Shape,
  stride: Shape,
  output: Shape,
): number[] {
  const channelsIn = source.at(-1)!;
  return Array.from({ length: shapeSize(output) }, (_, index) => {
    const position = positionOfIndex(output, index);
    let sum = 0;
    for (let tap = 0; tap < shapeSize(window); tap++) {
      const pixel = positionOfIndex(window, tap).map((inside, axis) => position[axis]! * stride[axis]! + inside + first[axis]!);
      if (pixel.some((coordinate, axis) => coordinate < 0 || coordinate >= source[axis]!)) continue;
      for (let channel = 0; channel < channelsIn; channel++) {
        sum += w[(position.at(-1)! * shapeSize(window) + tap) * channelsIn + channel]! * x[indexOfPosition(source, [...pixel, channel])]!;
      }
    }
    return sum;
  });
}

describe('convolution', () => {
  it('is the sum over its window, at any size, stride, offset and edge, or refused by name', () => {
    const axis = fc.record({
      size: fc.integer({ min: 3, max: 6 }),
      window: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 3 }),
      offset: fc.integer({ min: -2, max: 2 }),
    });
    const geometry = fc.record({
      axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
      channelsIn: fc.integer({ min: 1, max: 3 }),
      channelsOut: fc.integer({ min: 1, max: 3 }),
      edge: fc.constantFrom('valid', 'clipped', 'same'),
    });
    fc.assert(
      fc.property(geometry, ({ axes, channelsIn, channelsOut, edge }) => {
        const source = [...axes.map(({ size }) => size), channelsIn];
        const [window, stride] = [axes.map((each) => each.window), axes.map((each) => each.stride)];
        // Where windows begin and how many there are: the first that is allowed, then one a stride as long as they are.
        const overhang = (each: (typeof axes)[number]) =>
          Math.max((Math.ceil(each.size / each.stride) - 1) * each.stride + each.window - each.size, 0);
        const first = axes.map((each) => each.offset - (edge === 'same' ? Math.floor(overhang(each) / 2) : 0));
        const starts = axes.map((each, index) => {
          const count = { valid: Infinity, clipped: Infinity, same: Math.ceil(each.size / each.stride) }[edge]!;
          const end = edge === 'valid' ? each.size - each.window : edge === 'clipped' ? each.size - 1 : Infinity;
          const found: number[] = [];
          for (let start = first[index]!; start <= end && found.length < count; start += each.stride) found.push(start);
          return found;
        });
        const reads = (start: number, index: number) => start < axes[index]!.size && start + axes[index]!.window > 0;
        const fits = starts.every(
          (found, index) => found.length > 0 && found.every((start) => reads(start, index)) && (edge !== 'valid' || found[0]! >= 0),
        );
        const choice = { type: 'convolution', window, stride, offset: axes.map(({ offset }) => offset), channels: channelsOut, edge };
        if (!fits) {
          expect(() => plan(choice, source)).toThrow('Layer "eye" does not fit');
          return;
        }
        const network = singleLayer(choice, source, 1);
        fillRandom(network, 5);
        network.forward(1);
        const { arena } = network.kernels;
        const output = network.layers[1]!.shape;
        expect(output).toEqual([...starts.map(({ length }) => length), channelsOut]);
        const x = new Float64Array(arena.view(network.inputs));
        const w = new Float64Array(arena.view(network.layers[1]!.parameters!.weights!));
        const expected = convolveByDefinition(x, source, w, window, first, stride, output);
        for (const [index, value] of arena.view(network.outputs).entries()) expect(value).toBeCloseTo(expected[index]!, 12);
      }),
      { seed: 20_263, numRuns: 200 },
    );
  });

  it.each([
    ['valid', [0]],
    ['same', [0]],
    ['clipped', [-1, 2]],
  ])('equals a window whose weights are tied (%s), and its gradient is their sum', (edge, offset) => {
    const shared = singleLayer({ type: 'convolution', window: [3, 2], channels: 2, edge, offset, stride: [2, 1] }, [6, 5, 2]);
    const own = singleLayer({ type: 'window', window: [3, 2], channels: 2, edge, offset, stride: [2, 1] }, [6, 5, 2]);
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

describe('patches', () => {
  it('lays out each window, with 0 outside the source, and gathers derivatives from all windows', () => {
    const network = singleLayer({ type: 'patches', window: [2, 2], edge: 'clipped' }, [2, 2], 1);
    const { arena } = network.kernels;
    arena.view(network.inputs).set([1, 2, 3, 4]);
    network.forward(1);
    expect([...arena.view(network.outputs)]).toEqual([...[1, 2, 3, 4], ...[2, 0, 4, 0], ...[3, 4, 0, 0], ...[4, 0, 0, 0]]);
    arena.view(network.outputGradients).fill(1);
    network.backward(1, 'outputs', true);
    expect([...arena.view(network.layers[0]!.axonGradients)]).toEqual([1, 2, 2, 4]);
  });

  it('below a convolution of one pixel is a convolution', () => {
    const compile = (notation: string): Network =>
      compileNetwork(parseNotation(notation), [5, 4, 2], { kernels: createKernels('float32'), batch: 2, random: createRandom(11) });
    const [whole, apart] = [compile('convolution 3x2x4'), compile('patches 3x2 > convolution 1x1x4')];
    expect(apart.layers[2]!.shape).toEqual(whole.layers[1]!.shape);
    apart.importParameters(whole.exportParameters());
    for (const network of [whole, apart]) {
      fillRandom(network, 6);
      network.forward(2);
    }
    const expected = whole.kernels.arena.view(whole.outputs);
    for (const [index, value] of apart.kernels.arena.view(apart.outputs).entries()) expect(value).toBeCloseTo(expected[index]!, 5);
  });
});

describe('normalise', () => {
  const [input, spread] = [[1, 2, 3, 6], Math.sqrt(3.5)];

  it.each([
    [{ epsilon: 1e-12 }, [-2, -1, 0, 3].map((value) => value / spread)],
    [{ epsilon: 0.5 }, [-1, -0.5, 0, 1.5]],
    [{ scale: 'unitNorm', epsilon: 0.5 }, [-0.5, -0.25, 0, 0.75]],
    [{ scale: 'unitNorm', centre: false, epsilon: 3.5 }, [1, 2, 3, 6].map((value) => value / 8)],
    [{ scale: 'unchanged' }, [-2, -1, 0, 3]],
    [{ over: 'position', scale: 'unchanged' }, [-0.5, 0.5, -1.5, 1.5]],
    [{ over: 'position', epsilon: 1e-12 }, [-1, 1, -1, 1]],
  ])('%j of (1, 2, 3, 6)', (parameters, expected) => {
    const network = singleLayer({ type: 'normalise', ...parameters }, [2, 2], 1);
    network.kernels.arena.view(network.inputs).set(input);
    network.forward(1);
    for (const [index, value] of network.kernels.arena.view(network.outputs).entries()) expect(value).toBeCloseTo(expected[index]!, 9);
  });

  it('leaves what does not vary at 0', () => {
    const network = singleLayer({ type: 'normalise' }, [3], 1);
    network.kernels.arena.view(network.inputs).fill(7);
    network.forward(1);
    expect([...network.kernels.arena.view(network.outputs)]).toEqual([0, 0, 0]);
  });
});
