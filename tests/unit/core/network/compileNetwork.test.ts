import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { describeNetwork } from '../../../../src-core/network/describeNetwork.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { Shape } from '../../../../src-core/shape.ts';

function compile(
  notation: string,
  inputShape: Shape,
  { batch = 2, seed = 3, precision = 'float64' as 'float32' | 'float64' } = {},
): Network {
  return compileNetwork(parseNotation(notation), inputShape, { kernels: createKernels(precision), batch, random: createRandom(seed) });
}

describe('describeNetwork', () => {
  it('gives shapes and parameter counts', () => {
    const described = describeNetwork(parseNotation('convolution 5x5x8 same relu > pooling 2x2 max > full 10 softmax'), [28, 28]);
    expect(described).toEqual([
      { name: 'layer1', sources: ['input'], outputShape: [28, 28, 8], parameterCount: 208, error: null },
      { name: 'layer2', sources: ['layer1'], outputShape: [14, 14, 8], parameterCount: 0, error: null },
      { name: 'layer3', sources: ['layer2'], outputShape: [10], parameterCount: 15_690, error: null },
    ]);
  });

  it.each([
    ['full 5 > convolution 3x3x2', 1, 'design/shape-mismatch', 'Layer "layer2"'],
    [
      'full 5 name=a > full 5 from=b',
      1,
      'design/unknown-source',
      'Layer "layer2" reads "b", which is no layer of this design. It can read: input, a.',
    ],
    ['full 5 from=late > full 5 name=late', 0, 'design/unknown-source', 'Layer "layer1" reads "late", which is not before it'],
    ['full 5 name=a from=a', 0, 'design/unknown-source', 'Layer "a"'],
    ['full 5 name=a > full 5 name=a', 1, 'design/name-taken', 'Two layers are called "a"'],
    ['full 5 name=input', 0, 'design/name-taken', '"input"'],
    ['full 5 name=a > full 6 name=b from=input > pooling 2 from=a,b', 2, 'design/shape-mismatch', 'different shapes: 2 and 3'],
  ])('finds what is wrong with %s', (notation, index, code, message) => {
    const design = parseNotation(notation);
    const described = describeNetwork(design, [4]);
    expect(described[index]!.error).toMatchObject({ code });
    expect(described[index]!.error!.message).toContain(message);
    expect(described[index]).toMatchObject({ outputShape: null, parameterCount: 0 });
    expect(() => compile(notation, [4])).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('blames the layer that does not fit, and only points to it above', () => {
    const described = describeNetwork(parseNotation('convolution 9x9x2 name=wide > full 3 name=top > full 2 from=input'), [4, 4]);
    expect(described.map(({ error }) => error?.code ?? null)).toEqual(['design/shape-mismatch', 'design/unfit-source', null]);
    expect(described[1]!.error!.message).toContain('"wide"');
  });

  it('wants at least one input', () => {
    expect(describeNetwork(parseNotation('full 2'), [0])[0]!.error).toMatchObject({ code: 'design/no-inputs' });
  });

  it('refuses more parameters than indices can count, over all layers together', () => {
    const described = describeNetwork(parseNotation('full 16000 > full 16000 > full 16000'), [100]);
    expect(described.map(({ error }) => error?.code ?? null)).toEqual([null, null, 'design/too-large']);
  });
});

describe('compileNetwork', () => {
  it('adds several sources (eq. 5)', () => {
    const network = compile('full 3 name=a > full 3 tanh name=b > full 2 from=a,b,input', [2], { batch: 1 });
    const { arena } = network.kernels;
    arena.view(network.inputs).set([0.3, -0.7]);
    network.forward(1);
    const values = network.layers.map(({ axons }) => [...arena.view(axons)]);
    const weights = [...arena.view(network.layers[3]!.parameters!.weights!)];
    expect(weights).toHaveLength(2 * 3 + 2 * 3 + 2 * 2);
    const product = (start: number, x: number[], row: number): number =>
      x.reduce((sum, value, index) => sum + value * weights[start + row * x.length + index]!, 0);
    for (const row of [0, 1]) {
      expect(values[3]![row]).toBeCloseTo(product(0, values[1]!, row) + product(6, values[2]!, row) + product(12, values[0]!, row), 14);
    }
  });

  it('lays parameters out in canonical order: layers in order, weights of each source, then bias', () => {
    const network = compile('full 3 name=a > convolution 2x2 bias=off > full 2 from=a,layer2', [2], { batch: 1 });
    const runs = network.layers.flatMap(({ parameters }) => (parameters ? [parameters] : []));
    expect(runs.map(({ all }) => [all.offset - network.parameters.offset, all.length])).toEqual([
      [0, 9],
      [9, 4],
      [13, 2 * 3 + 2 * 4 + 2],
    ]);
    expect(runs.map(({ bias }) => bias && bias.offset - network.parameters.offset)).toEqual([6, null, 13 + 14]);
    expect(runs.map(({ allGradients }) => allGradients.offset - network.gradients.offset)).toEqual([0, 9, 13]);
    expect(network.parameterCount).toBe(29);
  });

  it('gives parameters back as they were, and refuses another number of them', () => {
    const [network, other] = [compile('full 4 relu > full 2', [3]), compile('full 4 relu > full 2', [3], { seed: 4 })];
    const exported = network.exportParameters();
    expect(other.exportParameters()).not.toEqual(exported);
    other.importParameters(exported);
    expect(other.exportParameters()).toEqual(exported);
    exported.fill(0);
    expect(network.exportParameters()).not.toEqual(exported);
    expect(() => other.importParameters([1, 2])).toThrow(expect.objectContaining({ code: 'network/wrong-parameter-count' }) as Error);
  });

  it('draws first weights from the seed, layer by layer, whatever the precision and the other layers', () => {
    const double = compile('full 4 relu > full 2', [3]);
    const single = compile('full 4 relu > full 2', [3], { precision: 'float32' });
    expect(single.exportParameters()).toEqual(Float32Array.from(double.exportParameters()));
    expect(compile('full 4 relu > full 2', [3], { batch: 7 }).exportParameters()).toEqual(double.exportParameters());
    const wider = compile('full 4 relu > full 2 > full 9', [3]);
    expect(wider.exportParameters().slice(0, double.parameterCount)).toEqual(double.exportParameters());
  });

  it('takes He for ReLU and Glorot else, where the design leaves the initializer open', () => {
    const explicit = compile('full 4 relu init=he > full 4 tanh init=glorot', [3]);
    expect(compile('full 4 relu > full 4 tanh', [3]).exportParameters()).toEqual(explicit.exportParameters());
    expect(compile('full 4 relu init=lecun > full 4 tanh', [3]).exportParameters()).not.toEqual(explicit.exportParameters());
  });

  it('leaves a frozen layer without gradient and sends derivatives through it', () => {
    const network = compile('full 3 tanh > full 3 frozen=on > full 2', [2], { batch: 1 });
    const { arena } = network.kernels;
    arena.view(network.inputs).set([1, -1]);
    network.forward(1);
    arena.view(network.outputGradients).set([1, 2]);
    network.backward(1, 'outputs');
    const largest = network.layers.slice(1).map(({ parameters }) => network.kernels.maxAbsolute(parameters!.allGradients));
    expect(largest[1]).toBe(0);
    expect(largest[0]).toBeGreaterThan(1e-3);
    expect(largest[2]).toBeGreaterThan(1e-3);
  });

  it('scales rows to their norm, over all sources of a neuron together, from the start', () => {
    const network = compile('full 3 tanh norm=2 name=a > full 4 norm=3 from=a,input > full 2 norm=5 frozen=on', [2]);
    const norms = (layer: number): number[] => {
      const { parameters, size } = network.layers[layer]!;
      const weights = [...network.kernels.arena.view(parameters!.weights!)];
      const columns = layer === 1 ? [2] : layer === 2 ? [3, 2] : [4];
      return Array.from({ length: size }, (_, row) => {
        let [start, square] = [0, 0];
        for (const width of columns) {
          for (let column = 0; column < width; column++) square += weights[start + row * width + column]! ** 2;
          start += size * width;
        }
        return Math.sqrt(square);
      });
    };
    for (const norm of norms(1)) expect(norm).toBeCloseTo(2, 12);
    for (const norm of norms(2)) expect(norm).toBeCloseTo(3, 12);
    network.kernels.scale(network.parameters, 10);
    network.applyConstraints();
    for (const norm of norms(1)) expect(norm).toBeCloseTo(2, 12);
    for (const norm of norms(2)) expect(norm).toBeCloseTo(3, 12);
    for (const norm of norms(3)) expect(norm).toBeCloseTo(50, 12);
  });

  it('passes fewer rows than the batch and leaves the others alone', () => {
    const network = compile('convolution 2x2x2 relu > pooling 2x2 > full 3 softmax', [5, 5], { batch: 4 });
    const { arena } = network.kernels;
    const random = createRandom(5);
    const inputs = arena.view(network.inputs);
    for (let index = 0; index < inputs.length; index++) inputs[index] = random.normal();
    network.forward(4);
    const all = [...arena.view(network.outputs)];
    network.kernels.fill(network.outputs, -1);
    network.forward(2);
    expect([...arena.view(network.outputs)]).toEqual([...all.slice(0, 6), ...new Array<number>(6).fill(-1)]);
    expect(() => network.forward(5)).toThrow(expect.objectContaining({ code: 'network/bad-rows' }) as Error);
    expect(() => network.backward(0, 'outputs')).toThrow(expect.objectContaining({ code: 'network/bad-rows' }) as Error);
    expect(() => compile('full 1', [1], { batch: 0 })).toThrow(expect.objectContaining({ code: 'network/bad-batch' }) as Error);
  });

  it('keeps the sums of an exp or softmax output', () => {
    expect(compile('full 2 tanh', [2]).outputPreactivations).toBeNull();
    const network = compile('full 2 exp alpha=2 beta=0.5', [2], { batch: 1 });
    const { arena } = network.kernels;
    arena.view(network.inputs).set([1, 2]);
    network.forward(1);
    const sums = arena.view(network.outputPreactivations!);
    for (const [index, value] of arena.view(network.outputs).entries()) expect(value).toBeCloseTo(2 * Math.exp(0.5 * sums[index]!), 14);
  });
});
