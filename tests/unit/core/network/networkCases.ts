import type { Precision, Tensor } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import type { Loss } from '../../../../src-core/losses/loss.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { designSchema, type Design } from '../../../../src-core/network/design.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../../../src-core/random/deriveSeed.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { WorkbenchError } from '../../../../src-core/errors.ts';

/** One network, loss and batch to check gradients on. */
export interface NetworkCase {
  readonly title: string;
  readonly design: Design;
  readonly loss: Choice;
  readonly normalised: boolean;
}

/** A case made ready: inputs and targets are in the arena. */
export interface ReadyCase {
  readonly network: Network;
  readonly loss: Loss;
  readonly targets: Tensor;
  readonly rows: number;
}

const caseInputShape = [3];
const rows = 3;

/** Settings that each registered connection is tried with beside its defaults; a new connection needs no line here to be checked. */
const variants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  full: [{ size: [3] }, { size: [2, 2] }],
  window: [{ window: [2, 2] }, { window: [2, 2], stride: [2, 1], channels: 2 }, { window: [3, 3], edge: 'same' }],
  convolution: [
    { window: [2, 2], channels: 2 },
    { window: [3, 3], channels: 2, edge: 'same', stride: [2] },
    { window: [2], channels: 2 },
  ],
  pooling: [
    {},
    { kind: 'mean' },
    { window: [3, 3], stride: [1], edge: 'same' },
    { window: [3, 3], stride: [2], edge: 'same', kind: 'mean' },
  ],
};

const lossVariants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  pNorm: [{ p: 1 }, { p: 2 }, { p: 3.5 }],
  crossEntropy: [{}, { smoothing: 0.1 }],
  kullbackLeibler: [{}],
};

/** Parameters away from their defaults, so that α and β are seen to be used. */
const updateVariants: Readonly<Record<string, Record<string, unknown>>> = {
  tanh: { alpha: 1.5, beta: 0.7 },
  exp: { alpha: 0.8, beta: 0.6 },
  logistic: { beta: 1.3 },
};

function connectionChoices(): Choice[] {
  return connections.members.flatMap(({ name }) => (variants[name] ?? [{}]).map((parameters) => ({ type: name, ...parameters })));
}

function updateChoices(): Choice[] {
  return updates.members.map(({ name }) => ({ type: name, ...updateVariants[name] }));
}

/** A layer to teach below the one in question, so that derivatives have to pass through it. */
function lowerLayer(connection: Choice): Record<string, unknown> {
  const flat = Array.isArray(connection.window) && connection.window.length === 1;
  return { name: 'below', connection: { type: 'full', size: flat ? [5, 2] : [4, 3, 2] }, update: { type: 'tanh' } };
}

/** Every connection × update × loss that fits, as the output layer of a network. */
export function outputCases(): NetworkCase[] {
  const cases: NetworkCase[] = [];
  for (const connection of connectionChoices()) {
    for (const update of updateChoices()) {
      const design = designSchema.parse({ layers: [lowerLayer(connection), { name: 'above', connection, update }] });
      for (const { name } of losses.members) {
        for (const parameters of lossVariants[name] ?? [{}]) {
          for (const normalised of [false, true]) {
            const loss = { type: name, ...parameters };
            if (!fits(design, loss, normalised)) continue;
            const title = `${describe(connection)} × ${describe(update)} × ${normalised ? 'normalised ' : ''}${describe(loss)}`;
            cases.push({ title, design, loss, normalised });
          }
        }
      }
    }
  }
  return cases;
}

/** Every connection × update within a network. */
export function hiddenCases(): NetworkCase[] {
  return connectionChoices().flatMap((connection) =>
    updateChoices().map((update) => ({
      title: `${describe(connection)} × ${describe(update)} below another layer`,
      design: designSchema.parse({
        layers: [
          lowerLayer(connection),
          { name: 'between', connection, update },
          { name: 'above', connection: { type: 'full', size: [3] } },
        ],
      }),
      loss: { type: 'pNorm' },
      normalised: false,
    })),
  );
}

function fits(design: Design, loss: Choice, normalised: boolean): boolean {
  try {
    createLoss(loss, { normalised, outputUpdate: outputUpdateOf(design) });
    return true;
  } catch (error) {
    if (error instanceof WorkbenchError && error.code.startsWith('loss/needs-')) return false;
    throw error;
  }
}

function describe({ type, ...parameters }: Choice): string {
  const text = Object.entries(parameters).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [type, ...text].join(' ');
}

/** Compiles a case and fills in a batch; everything follows from the seed, in either precision. */
export function makeReady({ design, loss, normalised }: NetworkCase, precision: Precision, seed: number): ReadyCase {
  const kernels = createKernels(precision);
  const network = compileNetwork(design, caseInputShape, { kernels, batch: rows, random: createRandom(deriveSeed(seed, 'network')) });
  const random = createRandom(deriveSeed(seed, 'batch'));
  fill(kernels, network.inputs, () => random.normal());
  // Biases away from 0, where they start.
  for (const { parameters } of network.layers) if (parameters?.bias) fill(kernels, parameters.bias, () => 0.3 * random.normal());
  const columns = network.layers.at(-1)!.size;
  const targets = kernels.arena.allocate([rows, columns]);
  const isDistribution = losses.get(loss.type).outputs === 'distribution';
  fill(kernels, targets, (index) => {
    if (!isDistribution) return random.uniform() < 0.5 ? -0.5 + 0.3 * random.uniform() : 1.2 + 0.3 * random.uniform();
    const [row, column] = [Math.floor(index / columns), index % columns];
    // One row is a class, the others are shares.
    return row === 0 ? Number(column === 1 % columns) : 0.1 + random.uniform();
  });
  return { network, loss: createLoss(loss, { normalised, outputUpdate: outputUpdateOf(design) }), targets, rows };
}

/**
 * The case at the first seed whose point lies farther than differences reach from every kink: ReLU's sums from 0, values that compete
 * in max pooling from each other, and outputs from targets where the p-norm has p < 2.
 */
export function makeReadyAwayFromKinks(networkCase: NetworkCase): { seed: number; ready: ReadyCase } {
  for (let seed = 1; seed < 100; seed++) {
    if (kinkDistance(networkCase, seed) > 5e-3) return { seed, ready: makeReady(networkCase, 'float64', seed) };
  }
  throw new Error(`No seed puts ${networkCase.title} away from its kinks.`);
}

function kinkDistance(networkCase: NetworkCase, seed: number): number {
  const layer = networkCase.design.layers[1]!;
  let distance = Infinity;
  if (layer.update.type === 'relu') {
    const linear = {
      ...networkCase,
      loss: { type: 'pNorm' },
      normalised: false,
      design: withUpdate(networkCase.design, { type: 'identity' }),
    };
    distance = Math.min(distance, ...forwardValues(makeReady(linear, 'float64', seed), 2).map(Math.abs));
  }
  const ready = makeReady(networkCase, 'float64', seed);
  if (layer.connection.type === 'pooling' && layer.connection.kind === 'max') {
    const below = ready.network.layers[1]!;
    const channels = below.shape.at(-1)!;
    const values = forwardValues(ready, 1);
    for (let first = 0; first < values.length; first++) {
      const sampleEnd = (Math.floor(first / below.size) + 1) * below.size;
      for (let other = first + channels; other < sampleEnd; other += channels)
        distance = Math.min(distance, Math.abs(values[first]! - values[other]!));
    }
  }
  if (networkCase.loss.type === 'pNorm' && Number(networkCase.loss.p ?? 2) < 2) {
    const columns = ready.network.layers.at(-1)!.size;
    const outputs = forwardValues(ready, ready.network.layers.length - 1);
    const targets = ready.network.kernels.arena.view(ready.targets);
    for (const [index, output] of outputs.entries()) {
      const start = index - (index % columns);
      const sum = networkCase.normalised ? outputs.slice(start, start + columns).reduce((total, value) => total + value, 0) : 1;
      distance = Math.min(distance, Math.abs(output / sum - targets[index]!));
    }
  }
  return distance;
}

function withUpdate(design: Design, update: Choice): Design {
  return { layers: design.layers.map((layer, index) => (index === 1 ? { ...layer, update } : layer)) };
}

function forwardValues({ network }: ReadyCase, layer: number): number[] {
  network.forward(rows);
  return [...network.kernels.arena.view(network.layers[layer]!.axons)];
}

function fill(kernels: KernelSet, tensor: Tensor, value: (index: number) => number): void {
  const view = kernels.arena.view(tensor);
  for (let index = 0; index < view.length; index++) view[index] = value(index);
}
