import { subTensor, type Tensor } from '../kernels/arena.ts';
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
 * One layer with its decoder: h = f(W x̃ + b), y = D h + c, and the mean over the samples of Σ −x log σ(y) − (1 − x) log(1 − σ(y)), or of
 * Σ ½(y − x)², whose derivative by y is σ(y) − x, or y − x.
 */
export function createAutoencoderRule(kernels: KernelSet, layer: LocalLayer, settings: AutoencoderSettings): LocalRule {
  const { arena } = kernels;
  const { neurons, inputs, mostSamples, samples, weights, bias } = layer;
  const update = layer.layer.update!;
  const { weightGradients, biasGradients } = layer.layer.parameters!;
  const decoder = createDecoder(kernels, layer, settings.random);
  const masked = arena.allocate([mostSamples, inputs]);
  const hidden = arena.allocate([mostSamples, neurons]);
  const hiddenGradients = arena.allocate([mostSamples, neurons]);
  const restored = arena.allocate([mostSamples, inputs]);
  const steps = createGradientSteps(kernels, settings.optimizer, [
    { parameters: weights, gradients: weightGradients! },
    ...(bias ? [{ parameters: bias, gradients: biasGradients! }] : []),
    { parameters: decoder.weights, gradients: decoder.weightGradients },
    { parameters: decoder.bias, gradients: decoder.biasGradients },
  ]);

  function restore(count: number): Tensor {
    const [x, h, y] = [masked, hidden, restored].map((tensor, at) => subTensor(tensor, 0, [count, at === 1 ? neurons : inputs])) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    kernels.setRows(h, bias, count, neurons);
    kernels.forwardProduct(h, x, weights, { batch: count, inputs, outputs: neurons });
    kernels.applyUpdate(update, h, count, neurons);
    kernels.setRows(y, decoder.bias, count, inputs);
    kernels.forwardProduct(y, h, decoder.weights, { batch: count, inputs: neurons, outputs: inputs });
    if (settings.error === 'crossEntropy') kernels.applyUpdate(logistic, y, count, inputs);
    return y;
  }

  /** ∂E/∂y of the mean in place of what was restored; gives the mean error itself. */
  function differentiate(y: Tensor, count: number): number {
    const { elements } = arena;
    let sum = 0;
    for (let index = 0; index < y.length; index++) {
      const wanted = elements[samples.offset + index]!;
      const answer = elements[y.offset + index]!;
      sum += settings.error === 'squared' ? 0.5 * (answer - wanted) ** 2 : crossEntropyOf(wanted, answer);
      elements[y.offset + index] = (answer - wanted) / count;
    }
    return sum / count;
  }

  function backward(dy: Tensor, count: number): void {
    const h = subTensor(hidden, 0, [count, neurons]);
    const dh = subTensor(hiddenGradients, 0, [count, neurons]);
    const size = { batch: count, inputs: neurons, outputs: inputs };
    for (const gradients of [decoder.weightGradients, decoder.biasGradients, dh, weightGradients!]) kernels.fill(gradients, 0);
    kernels.weightGradientProduct(decoder.weightGradients, dy, h, size);
    kernels.addRowSums(decoder.biasGradients, dy, count, inputs);
    kernels.inputGradientProduct(dh, dy, decoder.weights, size);
    kernels.applyUpdateDerivative(update, dh, h, count, neurons);
    kernels.weightGradientProduct(weightGradients!, dh, masked, { batch: count, inputs, outputs: neurons });
    if (!biasGradients) return;
    kernels.fill(biasGradients, 0);
    kernels.addRowSums(biasGradients, dh, count, neurons);
  }

  return {
    tensors: { decoder: decoder.weights, decoderBias: decoder.bias, ...steps.tensors },
    teach({ count, step, rateShare, random }) {
      if (step === 0) startAtMean(kernels, decoder.bias, subTensor(samples, 0, [count, inputs]), settings.error);
      mask(kernels, subTensor(masked, 0, [count, inputs]), samples, settings.masked, random);
      const y = restore(count);
      const error = differentiate(y, count);
      backward(y, count);
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

/** −x log σ − (1 − x) log(1 − σ), σ kept off 0 and 1, where rounding may have put it. */
function crossEntropyOf(wanted: number, answer: number): number {
  const kept = Math.min(Math.max(answer, 1e-12), 1 - 1e-7);
  return -wanted * Math.log(kept) - (1 - wanted) * Math.log(1 - kept);
}
