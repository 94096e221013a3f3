import { WorkbenchError } from '../errors.ts';
import type { FloatArray, Precision, Tensor } from '../kernels/arena.ts';
import { createKernels } from '../kernels/createKernels.ts';
import { createLoss } from '../losses/createLoss.ts';
import type { Loss } from '../losses/loss.ts';
import { refuseUnfitTargets } from '../losses/refuseUnfitTargets.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import type { Random } from '../random/random.ts';
import type { Choice } from '../registry.ts';
import { shapeSize, type Shape } from '../shape.ts';
import { branchesOf } from './branches.ts';
import { drawCheckSamples, type CheckSamples } from './checkSamples.ts';
import { compileNetwork } from './compileNetwork.ts';
import type { Design } from './design.ts';
import { gradientCheck, lossAndGradients, relativeDifference, type LayerGradientCheck } from './gradientCheck.ts';
import type { Network } from './network.ts';
import { outputUpdateOf } from './outputUpdate.ts';
import { planOrRefuse, type LayerPlan } from './planNetwork.ts';

/** What is checked; all that is random follows from `seed`. */
export interface DesignCheckOptions {
  readonly design: Design;
  readonly inputShape: Shape;
  readonly loss: Choice;
  readonly normalised: boolean;
  readonly seed: number;
  /** Drawn from the seed where left out. */
  readonly samples?: CheckSamples;
  /** All parameters in canonical order, to check there; drawn from the seed where left out. */
  readonly parameters?: ArrayLike<number>;
}

/** One layer's result. */
export interface LayerCheck extends LayerGradientCheck {
  /** Largest `difference` that counts as agreement: 1e-7, or more where rounding hides more than that. */
  readonly limit: number;
  /** The gradient in float32 against that in float64, in the same measure; null where rounding put a kink between the two. */
  readonly singleDifference: number | null;
  readonly verdict: 'agrees' | 'disagrees' | 'notCompared';
}

/** The result of a whole check. */
export interface DesignCheck {
  /** Those that are taught, from the lowest. */
  readonly layers: readonly LayerCheck[];
  /** Name of the layer that comes nearest to its limits, or lies farthest beyond. */
  readonly worst: string;
  /** False where any layer disagrees. */
  readonly agrees: boolean;
  readonly rows: number;
  readonly parameters: number;
  /** Of those, how many were compared, and how many of the drawn were left out beside a kink. */
  readonly compared: number;
  readonly leftOut: number;
}

/** Bounds of agreement in ‖g − ĝ‖ / max(‖g‖, ‖ĝ‖, 1e-8): differences in float64, and float32 against float64. */
export const agreementLimits = { differences: 1e-7, single: 1e-4 } as const;

/** Multiplications that a check may take, so that it ends in seconds: of large designs only so many parameters are compared. */
const multiplications = 3e8;
const fewest = 8;

/**
 * Compiles a design in float64 at first weights of its own and compares backpropagation (eq. 12) with differences, layer by layer; then
 * the gradient in float32 with that in float64.
 * @throws design/… of the first layer that does not fit, design/outputs, network/nothing-to-check, loss/needs-…, registry/…
 */
export function checkDesign(options: DesignCheckOptions): DesignCheck {
  const { design, seed, normalised } = options;
  const loss = createLoss(options.loss, { normalised, outputUpdate: outputUpdateOf(design) });
  const plans = planOrRefuse(design, options.inputShape);
  const samples = options.samples ?? drawSamples(options, plans);
  refuseUnfitSamples(samples, options, plans);
  const double = makeReady({ ...options, samples }, 'float64');
  const sample = { most: parametersPerLayer(plans, samples.rows), random: createRandom(deriveSeed(seed, 'sample')) };
  const checks = gradientCheck(double.network, loss, double.targets, samples.rows, { sample });
  const single = compareWithSingle(double, makeReady({ ...options, samples }, 'float32'), loss);
  const layers = checks.map((check) => judge(check, single?.get(check.layer) ?? null));
  const total = (count: (layer: LayerCheck) => number): number => layers.reduce((sum, layer) => sum + count(layer), 0);
  return {
    layers,
    worst: layers.toSorted((left, right) => shareOfLimit(right) - shareOfLimit(left))[0]!.layer,
    agrees: layers.every(({ verdict }) => verdict !== 'disagrees'),
    rows: samples.rows,
    parameters: total(({ parameters }) => parameters),
    compared: total(({ compared }) => compared),
    leftOut: total(({ leftOut }) => leftOut),
  };
}

function judge(check: LayerGradientCheck, singleDifference: number | null): LayerCheck {
  const limit = Math.max(agreementLimits.differences, check.resolution);
  const agrees = check.difference <= limit && (singleDifference === null || singleDifference <= agreementLimits.single);
  return { ...check, limit, singleDifference, verdict: check.compared === 0 ? 'notCompared' : agrees ? 'agrees' : 'disagrees' };
}

interface ReadyNetwork {
  readonly network: Network;
  readonly targets: Tensor;
  readonly samples: CheckSamples;
}

/** The same point in either precision: weights, biases away from 0 where they start, and samples. */
function makeReady(
  { design, inputShape, seed, samples, parameters }: DesignCheckOptions & { samples: CheckSamples },
  precision: Precision,
): ReadyNetwork {
  const kernels = createKernels(precision);
  const network = compileNetwork(design, inputShape, { kernels, batch: samples.rows, random: createRandom(deriveSeed(seed, 'network')) });
  if (!network.layers.some((layer) => layer.parameters && layer.design?.frozen === false)) {
    throw new WorkbenchError('network/nothing-to-check', 'No layer of this design is taught: all are frozen or without weights.');
  }
  if (parameters) network.importParameters(parameters);
  else drawBiases(network, createRandom(deriveSeed(seed, 'biases')));
  const targets = kernels.arena.allocate([samples.rows, network.layers.at(-1)!.size]);
  kernels.arena.view(network.inputs).set(samples.inputs);
  kernels.arena.view(targets).set(samples.targets);
  return { network, targets, samples };
}

function drawBiases({ kernels, layers }: Network, random: Random): void {
  for (const { parameters } of layers) {
    if (!parameters?.bias) continue;
    const bias = kernels.arena.view(parameters.bias);
    for (let index = 0; index < bias.length; index++) bias[index] = 0.1 * random.normal();
  }
}

function drawSamples({ inputShape, loss, seed }: DesignCheckOptions, plans: readonly LayerPlan[]): CheckSamples {
  return drawCheckSamples(shapeSize(inputShape), shapeSize(plans.at(-1)!.shape), loss, createRandom(deriveSeed(seed, 'batch')));
}

function refuseUnfitSamples({ rows, targets }: CheckSamples, { loss }: DesignCheckOptions, plans: readonly LayerPlan[]): void {
  const { design, shape } = plans.at(-1)!;
  const outputs = shapeSize(shape);
  const expected = targets.length / rows;
  if (outputs !== expected) {
    const message = `The last layer "${design.name}" has ${outputs} axons, but there are ${expected} targets a sample: it must have as many.`;
    throw new WorkbenchError('design/outputs', message, { layer: design.name, outputs, expected });
  }
  refuseUnfitTargets(loss, targets, outputs);
}

/** How far each layer's gradient in float32 is from that in float64, by name; null where the two passes took different branches. */
function compareWithSingle(double: ReadyNetwork, single: ReadyNetwork, loss: Loss): ReadonlyMap<string, number> | null {
  const [branches, singleBranches] = [double, single].map(({ network, targets, samples }) => {
    lossAndGradients(network, loss, targets, samples.rows);
    return branchesOf(network, loss, targets, samples.rows);
  });
  if (!branches!.every((branch, index) => branch === singleBranches![index])) return null;
  return new Map(
    double.network.layers.map(({ name }, index) => [name, relativeDifference(gradientsOf(double, index), gradientsOf(single, index))]),
  );
}

function gradientsOf({ network }: ReadyNetwork, layer: number): FloatArray {
  const { parameters } = network.layers[layer]!;
  return parameters ? network.kernels.arena.view(parameters.allGradients) : new Float64Array(0);
}

/** The same for every layer: each parameter costs four passes over the samples. */
function parametersPerLayer(plans: readonly LayerPlan[], rows: number): number {
  const ofPass = plans.reduce((sum, { connections, shape }) => {
    const reads = connections.reduce((fanIn, connection) => fanIn + connection.fanIn, 1);
    return sum + reads * shapeSize(shape);
  }, 0);
  return Math.max(fewest, Math.floor(multiplications / (4 * rows * ofPass * plans.length)));
}

/** How much of its limits a layer uses; −1 where nothing was compared, infinite where a gradient is not finite. */
function shareOfLimit({ difference, limit, singleDifference, compared }: LayerCheck): number {
  if (compared === 0) return -1;
  const share = Math.max(difference / limit, (singleDifference ?? 0) / agreementLimits.single);
  return Number.isNaN(share) ? Infinity : share;
}
