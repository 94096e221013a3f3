import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { rowStart } from '../../../../src-core/network/connections/weightLayout.ts';
import { describeNetwork } from '../../../../src-core/network/describeNetwork.ts';
import type { Design } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { shuffle } from '../../../../src-core/random/shuffle.ts';
import { shapeSize, type Shape } from '../../../../src-core/shape.ts';
import { arbitraryDesigns, smallValues } from './arbitraryDesigns.ts';

const rows = 2;

function compile(design: Design, inputShape: Shape, seed = 1): Network {
  return compileNetwork(design, inputShape, { kernels: createKernels('float64'), batch: rows, random: createRandom(seed) });
}

/** Parameters and inputs from the seed, biases included. */
function fillRandom(network: Network, seed: number): void {
  const random = createRandom(seed);
  for (const tensor of [network.parameters, network.inputs]) {
    const view = network.kernels.arena.view(tensor);
    for (let index = 0; index < view.length; index++) view[index] = random.normal();
  }
}

function outputsOf(network: Network): number[] {
  network.forward(rows);
  return [...network.kernels.arena.view(network.outputs)];
}

describe('any design the schema accepts', () => {
  it('compiles, or fails with an error that names its layer', () => {
    const seen = { compiled: 0, refused: new Map<string, number>() };
    const inputShapes = fc.constantFrom<Shape>([5], [4, 4], [4, 3, 2]);
    fc.assert(
      fc.property(arbitraryDesigns(smallValues), inputShapes, fc.integer({ min: 0, max: 1e6 }), (design, inputShape, seed) => {
        const described = describeNetwork(design, inputShape);
        const broken = described.findIndex(({ error }) => error !== null);
        if (broken >= 0) {
          const { error, name } = described[broken]!;
          expect(error!.details).toMatchObject({ layer: name });
          expect(error!.message).toContain(`"${name}"`);
          expect(() => compile(design, inputShape)).toThrow(WorkbenchError);
          seen.refused.set(error!.code, (seen.refused.get(error!.code) ?? 0) + 1);
          return;
        }
        const network = compile(design, inputShape, seed);
        seen.compiled++;
        expect(network.layers.slice(1).map(({ shape, parameterCount }) => ({ shape, parameterCount }))).toEqual(
          described.map(({ outputShape, parameterCount }) => ({ shape: outputShape, parameterCount })),
        );
        expect(network.parameterCount).toBe(network.layers.reduce((sum, { parameterCount }) => sum + parameterCount, 0));
        for (const { axons, shape, size } of network.layers)
          expect([axons.length, size]).toEqual([rows * shapeSize(shape), shapeSize(shape)]);
        network.forward(rows, true);
        network.backward(rows, 'outputs', true);
        network.applyConstraints();
      }),
      { seed: 20_269, numRuns: 600 },
    );
    // Both kinds come often enough to mean something.
    expect(seen.compiled).toBeGreaterThan(100);
    expect([...seen.refused.keys()].sort()).toEqual(['design/name-taken', 'design/shape-mismatch', 'design/unknown-source']);
  });

  it('keeps its runs of parameters apart: written layer by layer, they are the canonical order', () => {
    fc.assert(
      fc.property(arbitraryDesigns(smallValues), (design) => {
        if (describeNetwork(design, [4, 4]).some(({ error }) => error)) return;
        const network = compile(design, [4, 4]);
        const { arena } = network.kernels;
        let next = 0;
        for (const { parameters, sources } of network.layers) {
          const runs = [...sources.map(({ weights }) => weights), parameters?.bias ?? null];
          for (const run of runs) if (run) for (let index = 0; index < run.length; index++) arena.view(run)[index] = next++;
        }
        expect([...network.exportParameters()]).toEqual([...Array(network.parameterCount).keys()]);
      }),
      { seed: 20_270, numRuns: 200 },
    );
  });
});

describe('settings of a layer, whatever its connection', () => {
  const taughtDesigns = arbitraryDesigns(smallValues).filter((design) =>
    describeNetwork(design, [4, 4]).every(({ error }) => error === null),
  );

  it('bias: one an axon, or one a channel where weights are shared, and none where it is off or nothing is taught', () => {
    fc.assert(
      fc.property(taughtDesigns, (design) => {
        for (const { design: layer, parameters, size, shape } of compile(design, [4, 4]).layers.slice(1)) {
          const { type, weights } = layer!.connection;
          const taught = !['pooling', 'dropout', 'patches', 'normalise'].includes(type) && weights !== 'fixed';
          const expected = taught && layer!.bias ? (type === 'convolution' ? shape.at(-1)! : size) : 0;
          expect(parameters?.bias?.length ?? 0).toBe(expected);
        }
      }),
      { seed: 20_274, numRuns: 100 },
    );
  });

  it('row norm: every neuron’s weights over all its sources, from the start and after a step, unless frozen', () => {
    fc.assert(
      fc.property(taughtDesigns, (design) => {
        const network = compile(design, [4, 4]);
        const expectNorms = (frozenFactor: number): void => {
          for (const { design: layer, sources } of network.layers.slice(1)) {
            const blocks = sources.flatMap(({ layout, weights }) =>
              layout && weights ? [{ layout, values: network.kernels.arena.view(weights) }] : [],
            );
            if (layer!.rowNorm === null || blocks.length === 0) continue;
            for (let row = 0; row < blocks[0]!.layout.rows; row++) {
              const parts = blocks.flatMap(({ layout, values }) => [...values.subarray(rowStart(layout, row), rowStart(layout, row + 1))]);
              const norm = Math.hypot(...parts);
              if (norm > 0) expect(norm / (layer!.rowNorm * (layer!.frozen ? frozenFactor : 1))).toBeCloseTo(1, 12);
            }
          }
        };
        expectNorms(1);
        network.kernels.scale(network.parameters, 7);
        network.applyConstraints();
        expectNorms(7);
      }),
      { seed: 20_275, numRuns: 100 },
    );
  });

  it('frozen: no gradient there, and below it the gradient that there would be', () => {
    fc.assert(
      fc.property(taughtDesigns, fc.integer({ min: 0, max: 1e6 }), (design, seed) => {
        const [network, thawed] = [design, { layers: design.layers.map((layer) => ({ ...layer, frozen: false })) }].map((each) => {
          const compiled = compile(each, [4, 4]);
          fillRandom(compiled, seed);
          compiled.kernels.scale(compiled.parameters, 0.1);
          compiled.forward(rows, true);
          compiled.kernels.fill(compiled.outputGradients, 1);
          compiled.backward(rows, 'outputs');
          return compiled;
        });
        for (const [index, { parameters, design: layer }] of network!.layers.entries()) {
          if (!parameters) continue;
          const gradients = [...network!.kernels.arena.view(parameters.allGradients)];
          const free = [...thawed!.kernels.arena.view(thawed!.layers[index]!.parameters!.allGradients)];
          expect(gradients).toEqual(layer!.frozen ? gradients.map(() => 0) : free);
        }
      }),
      { seed: 20_276, numRuns: 100 },
    );
  });
});

describe('symmetries', () => {
  const scales = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 });

  it.each(['relu', 'leakyRelu slope=0.3'])('rescaling: c into a neuron and 1/c out of it change nothing under %s', (update) => {
    fc.assert(
      fc.property(scales, fc.integer({ min: 0, max: 1e6 }), (factors, seed) => {
        const network = compile(parseNotation(`full 6 ${update} name=hidden > full 3 tanh`), [4]);
        fillRandom(network, seed);
        const before = outputsOf(network);
        const { arena } = network.kernels;
        const [hidden, above] = network.layers.slice(1).map(({ parameters }) => parameters!);
        for (const [neuron, factor] of factors.entries()) {
          network.kernels.scale({ offset: hidden!.weights!.offset + 4 * neuron, length: 4, shape: [4] }, factor);
          arena.view(hidden!.bias!)[neuron]! *= factor;
          for (let output = 0; output < 3; output++) arena.view(above!.weights!)[6 * output + neuron]! /= factor;
        }
        for (const [index, value] of outputsOf(network).entries()) expect(value).toBeCloseTo(before[index]!, 11);
      }),
      { seed: 20_271, numRuns: 50 },
    );
  });

  it('permutation: hidden neurons in another order, their connections with them, change nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const network = compile(parseNotation('full 6 tanh name=hidden > full 3 exp'), [4]);
        fillRandom(network, seed);
        const before = outputsOf(network);
        const order = shuffle([0, 1, 2, 3, 4, 5], createRandom(seed));
        const { arena } = network.kernels;
        const [hidden, above] = network.layers.slice(1).map(({ parameters }) => parameters!);
        const [weights, bias, out] = [hidden!.weights!, hidden!.bias!, above!.weights!].map((tensor) => arena.view(tensor));
        const kept = { weights: weights!.slice(), bias: bias!.slice(), out: out!.slice() };
        for (const [to, from] of order.entries()) {
          weights!.set(kept.weights.subarray(4 * from, 4 * from + 4), 4 * to);
          bias![to] = kept.bias[from]!;
          for (let output = 0; output < 3; output++) out![6 * output + to] = kept.out[6 * output + from]!;
        }
        const after = outputsOf(network);
        for (const [index, value] of after.entries())
          expect(Math.abs(value - before[index]!)).toBeLessThanOrEqual(1e-12 * Math.abs(before[index]!));
      }),
      { seed: 20_272, numRuns: 50 },
    );
  });
});

describe('max pooling', () => {
  it('sends the derivative of each axon to its winner only, at any window', () => {
    const notations = fc.constantFrom(
      'pooling 2x2',
      'pooling 3x2 stride=1',
      'pooling 2x2 same stride=2x1',
      'pooling 3x3 clipped offset=-1 stride=2',
    );
    fc.assert(
      fc.property(notations, fc.integer({ min: 0, max: 1e6 }), (notation, seed) => {
        const network = compile(parseNotation(notation), [5, 4, 2]);
        fillRandom(network, seed);
        const outputs = outputsOf(network);
        const { arena } = network.kernels;
        const inputs = arena.view(network.inputs);
        const { size } = network.layers[1]!;
        const inputSize = network.layers[0]!.size;
        for (const [output, value] of outputs.entries()) {
          arena.view(network.outputGradients).fill(0)[output] = 1;
          network.backward(rows, 'outputs', true);
          const reached = [...arena.view(network.layers[0]!.axonGradients).entries()].filter(([, derivative]) => derivative !== 0);
          expect(reached.map(([, derivative]) => derivative)).toEqual([1]);
          const [winner] = reached[0]!;
          expect(inputs[winner]).toBe(value);
          expect(Math.floor(winner / inputSize)).toBe(Math.floor(output / size));
        }
      }),
      { seed: 20_273, numRuns: 30 },
    );
  });
});
