import { subTensor, type FloatArray, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { updates } from '../network/updates/registry.ts';
import type { ElementwiseOptimizer } from '../optimizers/optimizer.ts';
import type { Random } from '../random/random.ts';
import { createGradientSteps } from './gradientSteps.ts';
import type { LocalRule } from './layerwiseSkin.ts';
import type { LocalLayer } from './localLayer.ts';

interface AutoencoderSettings {
  readonly masked: number;
  readonly error: 'crossEntropy' | 'squared';
  readonly optimizer: ElementwiseOptimizer;
  /** Draws the decoder's first weights. */
  readonly random: Random;
}

/** First weights of the decoder, small beside those of the layer, so that what it restores at first is c alone. */
const decoderSpread = 0.01;
const logistic = updates.get('logistic').create(updates.get('logistic').parameters.parse({}));

/**
 * One layer with its decoder: h = f(W x̃ + b), y = D h + c, and E the mean over the samples of Σ −x log σ(y) − (1 − x) log(1 − σ(y))
 * = Σ log(1 + eʸ) − x y, or of Σ ½(y − x)², whose derivative by y is σ(y) − x, or y − x.
 */
export function createAutoencoderRule(kernels: KernelSet, layer: LocalLayer, settings: AutoencoderSettings): LocalRule {
  const { arena } = kernels;
  const { neurons, inputs, mostSamples, samples, weights, bias } = layer;
  const update = layer.layer.update!;
  const scale = layer.layer.design!.learningRateScale;
  const { all, allGradients, weightGradients, biasGradients } = layer.layer.parameters!;
  const decoder = createDecoder(kernels, layer, settings.random);
  const masked = arena.allocate([mostSamples, inputs]);
  const hidden = arena.allocate([mostSamples, neurons]);
  const hiddenGradients = arena.allocate([mostSamples, neurons]);
  /** y, then ∂E/∂y. */
  const restored = arena.allocate([mostSamples, inputs]);
  const steps = createGradientSteps(kernels, settings.optimizer, [
    { parameters: all, gradients: allGradients, scale },
    { parameters: decoder.weights, gradients: decoder.weightGradients, scale },
    { parameters: decoder.bias, gradients: decoder.biasGradients, scale },
  ]);

  function restore(count: number): void {
    kernels.setRows(hidden, bias, count, neurons);
    kernels.forwardProduct(hidden, masked, weights, { batch: count, inputs, outputs: neurons });
    kernels.applyUpdate(update, hidden, count, neurons);
    kernels.setRows(restored, decoder.bias, count, inputs);
    kernels.forwardProduct(restored, hidden, decoder.weights, { batch: count, inputs: neurons, outputs: inputs });
  }

  /** Puts ∂E/∂y in the place of y; gives the mean error E. */
  function differentiate(count: number): number {
    const y = subTensor(restored, 0, [count, inputs]);
    const x = subTensor(samples, 0, [count, inputs]);
    const isCrossEntropy = settings.error === 'crossEntropy';
    const crossEntropy = isCrossEntropy ? sumOfSoftplus(kernels.arena.view(y)) - kernels.dot(x, y) : 0;
    if (isCrossEntropy) kernels.applyUpdate(logistic, y, count, inputs);
    kernels.addScaled(y, -1, x);
    const error = isCrossEntropy ? crossEntropy : 0.5 * kernels.dot(y, y);
    kernels.scale(y, 1 / count);
    return error / count;
  }

  function backward(count: number): void {
    const size = { batch: count, inputs: neurons, outputs: inputs };
    for (const gradients of [allGradients, decoder.weightGradients, decoder.biasGradients]) kernels.fill(gradients, 0);
    kernels.weightGradientProduct(decoder.weightGradients, restored, hidden, size);
    kernels.addRowSums(decoder.biasGradients, restored, count, inputs);
    kernels.fill(hiddenGradients, 0);
    kernels.inputGradientProduct(hiddenGradients, restored, decoder.weights, size);
    kernels.applyUpdateDerivative(update, hiddenGradients, hidden, count, neurons);
    kernels.weightGradientProduct(weightGradients!, hiddenGradients, masked, { batch: count, inputs, outputs: neurons });
    if (biasGradients) kernels.addRowSums(biasGradients, hiddenGradients, count, neurons);
  }

  return {
    tensors: { decoder: decoder.weights, decoderBias: decoder.bias, ...steps.tensors },
    teach({ count, step, rateShare, random }) {
      if (step === 0) startAtMean(kernels, decoder.bias, subTensor(samples, 0, [count, inputs]), settings.error);
      mask(kernels, subTensor(masked, 0, [count, inputs]), samples, settings.masked, random);
      restore(count);
      const error = differentiate(count);
      backward(count);
      steps.take(step + 1, rateShare);
      return error;
    },
  };
}

interface Decoder {
  /** `[inputs, neurons]` */
  readonly weights: Tensor;
  readonly weightGradients: Tensor;
  /** `[inputs]` */
  readonly bias: Tensor;
  readonly biasGradients: Tensor;
}

function createDecoder({ arena }: KernelSet, { inputs, neurons }: LocalLayer, random: Random): Decoder {
  const weights = arena.allocate([inputs, neurons]);
  const bias = arena.allocate([inputs]);
  const values = arena.view(weights);
  for (let index = 0; index < values.length; index++) values[index] = decoderSpread * random.normal();
  return { weights, bias, weightGradients: arena.allocate([inputs, neurons]), biasGradients: arena.allocate([inputs]) };
}

/** Begins with restoring the mean of the first samples, whatever the layer makes of them. */
function startAtMean(kernels: KernelSet, bias: Tensor, samples: Tensor, error: AutoencoderSettings['error']): void {
  const [count, inputs] = samples.shape as [number, number];
  kernels.fill(bias, 0);
  kernels.addRowSums(bias, samples, count, inputs);
  const values = kernels.arena.view(bias);
  for (let index = 0; index < inputs; index++) {
    const mean = values[index]! / count;
    const inside = Math.min(Math.max(mean, 0.01), 0.99);
    values[index] = error === 'squared' ? mean : Math.log(inside / (1 - inside));
  }
}

/** A copy of the samples in which a share of the numbers, drawn one by one, are 0. */
function mask(kernels: KernelSet, target: Tensor, samples: Tensor, share: number, random: Random): void {
  kernels.copy(target, subTensor(samples, 0, target.shape));
  const { elements } = kernels.arena;
  for (let index = target.offset; index < target.offset + target.length; index++) if (random.uniform() < share) elements[index] = 0;
}

/** Factors whose logarithm is taken together: the product of so many, each at most 2, is below the largest number there is. */
const logarithmRun = 512;

/** Σ log(1 + eʸ) = Σ max(y, 0) + log Π (1 + e^−|y|), with a logarithm only for every so many. */
function sumOfSoftplus(values: FloatArray): number {
  let sum = 0;
  for (let start = 0; start < values.length; start += logarithmRun) {
    let product = 1;
    for (let index = start; index < Math.min(start + logarithmRun, values.length); index++) {
      const value = values[index]!;
      if (value > 0) sum += value;
      product *= 1 + Math.exp(-Math.abs(value));
    }
    sum += Math.log(product);
  }
  return sum;
}
