import type { Tensor } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { KernelSet } from '../../../../src-core/kernels/kernelSet.ts';
import { createLoss } from '../../../../src-core/losses/createLoss.ts';
import type { Loss, LossMember } from '../../../../src-core/losses/loss.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { designSchema, type Design } from '../../../../src-core/network/design.ts';
import { gradientCheck, lossAndGradients, type LayerGradientCheck } from '../../../../src-core/network/gradientCheck.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { outputUpdateOf } from '../../../../src-core/network/outputUpdate.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { deriveSeed } from '../../../../src-core/random/deriveSeed.ts';
import type { Random } from '../../../../src-core/random/random.ts';
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

/** Settings that each registered connection is tried with; a new connection needs no line here to be checked with its defaults. */
const variants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  full: [{ size: [3] }, { size: [2, 2] }],
  window: [
    { window: [2, 2] },
    { window: [2, 2], stride: [2, 1], channels: 2 },
    { window: [3, 3], edge: 'same' },
    { window: [3, 2], stride: [2], offset: [-1, 1], edge: 'clipped' },
  ],
  convolution: [
    { window: [2, 2], channels: 2 },
    { window: [3, 3], channels: 2, edge: 'same', stride: [2] },
    { window: [2], channels: 2 },
    { window: [2, 1, 2], channels: 2, offset: [1, 0, -1], edge: 'clipped' },
  ],
  pooling: [
    {},
    { kind: 'mean' },
    { window: [3, 3], stride: [1], edge: 'same' },
    { window: [3, 3], stride: [2], offset: [-1], edge: 'clipped', kind: 'mean' },
  ],
  direct: [{}, { weights: 'fixed', factor: -1.5 }],
  random: [
    { size: [3], fan: 4 },
    { size: [2, 2], probability: 0.3, seed: 5 },
  ],
  dropout: [{ probability: 0.4 }],
};

const lossVariants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  pNorm: [{ p: 1 }, { p: 2 }, { p: 3.5 }],
  crossEntropy: [{}, { smoothing: 0.1 }],
  binaryCrossEntropy: [{}, { smoothing: 0.1 }],
  huber: [{ delta: 0.4 }],
  shell: [{ radius: 1.5, memberClass: 2 }],
};

/** Parameters away from their defaults, so that they are seen to be used. */
const updateVariants: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  leakyRelu: [{ slope: 0.3 }],
  elu: [{ alpha: 0.7 }],
  softplus: [{ beta: 1.4 }],
  tanh: [{ alpha: 1.5, beta: 0.7 }],
  hardTanh: [{ beta: 0.6 }],
  softsign: [{ alpha: 1.5, beta: 0.7 }],
  logistic: [{ beta: 1.3 }],
  sigmoid: [{ beta: 0.8 }, { exponent: 0.7, beta: 0.6 }],
  clippedLinear: [{ zMin: -2, zMax: 3 }],
  exp: [{ alpha: 0.8, beta: 0.6 }],
};

function connectionChoices(): Choice[] {
  return connections.members.flatMap(({ name }) => (variants[name] ?? [{}]).map((parameters) => ({ type: name, ...parameters })));
}

function updateChoices(): Choice[] {
  return updates.members.flatMap(({ name }) => (updateVariants[name] ?? [{}]).map((parameters) => ({ type: name, ...parameters })));
}

/** A layer to teach below the one in question, so that derivatives have to pass through it. */
function lowerLayer(connection: Choice): Record<string, unknown> {
  const dimensions = Array.isArray(connection.window) ? connection.window.length : 2;
  const size = { 1: [5, 2], 2: [3, 3, 2], 3: [3, 2, 2, 2] }[dimensions];
  return { name: 'below', connection: { type: 'full', size }, update: { type: 'tanh' } };
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

/** Compiles a case and fills in a batch; everything follows from the seed, whatever the kernels. */
export function makeReady({ design, loss, normalised }: NetworkCase, kernels: KernelSet, seed: number): ReadyCase {
  const network = compileNetwork(design, caseInputShape, { kernels, batch: rows, random: createRandom(deriveSeed(seed, 'network')) });
  const random = createRandom(deriveSeed(seed, 'batch'));
  fill(kernels, network.inputs, () => random.normal());
  // Biases away from 0, where they start.
  for (const { parameters } of network.layers) if (parameters?.bias) fill(kernels, parameters.bias, () => 0.3 * random.normal());
  const columns = network.layers.at(-1)!.size;
  const targets = kernels.arena.allocate([rows, columns]);
  const wanted = targetOf[losses.get(loss.type).targets];
  fill(kernels, targets, (index) => wanted(random, Math.floor(index / columns), index % columns, columns));
  return { network, loss: createLoss(loss, { normalised, outputUpdate: outputUpdateOf(design) }), targets, rows };
}

/** A target of each kind; in the first row it is a class, where there are classes. */
const targetOf: Readonly<Record<LossMember['targets'], (random: Random, row: number, column: number, columns: number) => number>> = {
  any: (random) => (random.uniform() < 0.5 ? -0.5 : 1.2) + 0.3 * random.uniform(),
  signs: (random) => (random.uniform() < 0.5 ? -1 : 1),
  unit: (random, row) => (row === 0 ? random.integer(2) : random.uniform()),
  shares: (random, row, column, columns) => (row === 0 ? Number(column === 1 % columns) : 0.1 + random.uniform()),
};

/** A case whose gradient has been checked. */
export interface CheckedCase {
  readonly seed: number;
  readonly ready: ReadyCase;
  readonly checks: readonly LayerGradientCheck[];
}

/**
 * The check of the case at the first seed at which no parameter is left out for a kink and at least something is to be taught: some
 * points lie on kinks, and some where a clipped update is flat.
 */
export function checkCase(networkCase: NetworkCase): CheckedCase {
  for (let seed = 1; seed < 100; seed++) {
    const ready = makeReady(networkCase, createKernels('float64'), seed);
    const value = lossAndGradients(ready.network, ready.loss, ready.targets, ready.rows);
    if (!Number.isFinite(value) || ready.network.kernels.maxAbsolute(ready.network.gradients) < 1e-3) continue;
    const checks = gradientCheck(ready.network, ready.loss, ready.targets, ready.rows);
    if (checks.every(({ leftOut }) => leftOut === 0)) return { seed, ready, checks };
  }
  throw new Error(`No seed puts ${networkCase.title} away from its kinks.`);
}

function fill(kernels: KernelSet, tensor: Tensor, value: (index: number) => number): void {
  const view = kernels.arena.view(tensor);
  for (let index = 0; index < view.length; index++) view[index] = value(index);
}
