import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { Random } from '../random/random.ts';
import type { LocalLayer } from './localLayer.ts';
import { createNeuronStress } from './neuronStress.ts';
import { samplesTogether } from './samplesTogether.ts';
import { createSetMeans } from './setMeans.ts';
import type { SetRule } from './setRule.ts';

interface IdealOptions {
  readonly rate: number;
  readonly noise: number;
  readonly norm: number;
  readonly sets: number;
  /** Where a layer takes samples at random. */
  readonly sampling: Random;
}

/** Keeps a sample of zeros from dividing by 0. */
const leastSquare = 0.001;

/**
 * δw = η (ideal_c − y) x ξ/(Σx² + 0.001) for every sample, then rows at a fixed norm; ideal_c is the running mean of the axon over set c. The
 * stress of a sample in a set is its distance from the set's ideal in units of what is usual: the mean over neurons of
 * (y − ideal_c)²/v + log v.
 */
export function createIdealRule(kernels: KernelSet, layer: LocalLayer, options: IdealOptions): SetRule {
  const { rate, noise, norm, sets, sampling } = options;
  const { neurons, inputs, weights, bias, mostSamples } = layer;
  const { update } = layer.layer;
  const { arena } = kernels;
  const ideals = createSetMeans(kernels, sets, neurons);
  const stress = createNeuronStress(kernels, sets, neurons);
  const axons = arena.allocate([mostSamples, neurons]);
  const readings = arena.allocate([Math.min(samplesTogether, mostSamples), inputs]);
  const squares = arena.allocate([neurons]);
  const distances = arena.allocate([neurons]);
  kernels.normalizeRows(weights, neurons, inputs, norm);

  /** Axons of some of the layer's samples, to the first rows of `axons`. */
  function answer(samples: Tensor, count: number): void {
    kernels.setRows(axons, bias, count, neurons);
    kernels.forwardProduct(axons, samples, weights, { batch: count, inputs, outputs: neurons });
    if (update && update.kernel !== 'identity') kernels.applyUpdate(update, axons, count, neurons);
  }

  /** Learns a sample's set from its axons and replaces them by y − ideal, or by 0 where the set is not known. Returns ½ Σ of its squares. */
  function compare(axonsOfSample: Tensor, set: number): number {
    if (set < 0) kernels.fill(axonsOfSample, 0);
    if (set < 0) return 0;
    const member = { set, count: 1, samples: axonsOfSample };
    ideals.learn(member);
    ideals.centre(member);
    kernels.fill(squares, 0);
    kernels.addRowProducts(squares, axonsOfSample, axonsOfSample, 1, neurons);
    stress.learn({ set, count: 1, met: ideals.met(set) }, squares);
    return 0.5 * kernels.dot(axonsOfSample, axonsOfSample);
  }

  /** x ξ/(Σx² + 0.001) of each sample, to `readings`. */
  function readWithErrors(samples: Tensor, count: number, random: Random): void {
    const { elements } = arena;
    for (let sample = 0; sample < count; sample++) {
      const x = subTensor(samples, sample * inputs, [inputs]);
      const scale = 1 / (kernels.dot(x, x) + leastSquare);
      const first = readings.offset + sample * inputs;
      for (let input = 0; input < inputs; input++) {
        const error = noise > 0 ? 1 + noise * random.normal() : 1;
        elements[first + input] = elements[x.offset + input]! * scale * error;
      }
    }
  }

  return {
    tensors: { ideals: ideals.means, counts: ideals.counts, meanSquares: stress.meanSquares },
    teach({ count, rateShare, sets: setOfSample, random }) {
      let sum = 0;
      for (let first = 0; first < count; first += samplesTogether) {
        const rows = Math.min(samplesTogether, count - first);
        const samples = subTensor(layer.samples, first * inputs, [rows, inputs]);
        answer(samples, rows);
        for (let row = 0; row < rows; row++) {
          sum += compare(subTensor(axons, row * neurons, [neurons]), setOfSample ? setOfSample[first + row]! : 0);
        }
        readWithErrors(samples, rows, random);
        kernels.scale(subTensor(axons, 0, [rows, neurons]), -rate * rateShare);
        kernels.weightGradientProduct(weights, axons, readings, { batch: rows, inputs, outputs: neurons });
        kernels.normalizeRows(weights, neurons, inputs, norm);
      }
      return sum / (count * neurons);
    },
    identifier: {
      sets,
      stress(rows) {
        const stresses = new Float64Array(rows * sets);
        const samples = layer.read(rows, sampling);
        answer(layer.samples, samples);
        for (let set = 0; set < sets; set++) {
          const stressOfSample = stress.stressOf(set);
          for (let sample = 0; sample < samples; sample++) {
            kernels.pointOnLine(distances, subTensor(axons, sample * neurons, [neurons]), -1, ideals.of(set));
            const row = Math.floor(sample / layer.samplesPerRow);
            const found = ideals.met(set) > 0 ? stressOfSample(distances.offset) : Infinity;
            stresses[row * sets + set]! += found / layer.samplesPerRow;
          }
        }
        return stresses;
      },
    },
  };
}
