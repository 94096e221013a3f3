import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FloatArray } from '../../../../src-core/kernels/arena.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { shuffle } from '../../../../src-core/random/shuffle.ts';
import { symmetricEigen } from '../../../../src-core/skins/symmetricEigen.ts';
import { embeddedDigits, standardised } from '../../../support/embeddedDigits.ts';
import { localTeaching } from '../../../support/localTeaching.ts';
import { hasSharedData, sharedData, sharedDataNote } from '../../../support/sharedData.ts';

/** |cos| between each of the first rows and the eigenvector of the same rank, after teaching with a rate that falls to 0. */
function agreement(samples: readonly (readonly number[])[], neurons: number, rate: number, batch: number, passes: number): number[] {
  const inputs = samples[0]!.length;
  const { network, teach } = localTeaching({ skin: { type: 'sanger', rate }, design: `full ${neurons}`, samples, precision: 'float32' });
  const steps = Math.ceil(samples.length / batch) * passes;
  const order = [...samples.keys()];
  let step = 0;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, createRandom(pass));
    for (let at = 0; at < order.length; at += batch) teach(order.slice(at, at + batch), 1 - step++ / steps);
  }
  const { vectors } = symmetricEigen(covarianceOf(samples), inputs);
  const weights = [...network.kernels.arena.view(network.layers[1]!.parameters!.weights!)];
  return Array.from({ length: neurons }, (_, neuron) => {
    const row = weights.slice(neuron * inputs, (neuron + 1) * inputs);
    const product = row.reduce((sum, weight, input) => sum + weight * vectors[neuron * inputs + input]!, 0);
    return Math.abs(product) / Math.hypot(...row);
  });
}

/** Of samples whose mean is 0. */
function covarianceOf(samples: readonly (readonly number[])[]): FloatArray {
  const inputs = samples[0]!.length;
  const kernels = createKernels('float32');
  const [rows, covariance] = [kernels.arena.allocate([samples.length, inputs]), kernels.arena.allocate([inputs, inputs])];
  for (const [row, sample] of samples.entries()) kernels.arena.elements.set(sample, rows.offset + row * inputs);
  kernels.weightGradientProduct(covariance, rows, rows, { batch: samples.length, inputs, outputs: inputs });
  kernels.scale(covariance, 1 / samples.length);
  return kernels.arena.view(covariance);
}

describe('sanger', () => {
  it('takes the step worked by hand', () => {
    const { network, teach } = localTeaching({
      skin: { type: 'sanger', rate: 0.1 },
      design: 'full 2 bias=off',
      samples: [[1, 2]],
    });
    network.importParameters([1, 0, 0, 1]);
    teach();
    // y = (1, 2), ⟨|x|²⟩ = 5, s = 0.02. First row: y₁(x − y₁w₁) = (0, 2); second: y₂(x − y₁w₁ − y₂w₂) = 2 (0, 0).
    const expected = [1, 0.04, 0, 1];
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo(expected[index]!, 14);
  });

  it('takes no step that lets more than half of the weights decay', () => {
    const { network, teach } = localTeaching({ skin: { type: 'sanger', rate: 1 }, design: 'full 1 bias=off', samples: [[3, 4]] });
    network.importParameters([6, 8]);
    teach();
    // y = 50, s = min(1/25, 0.5/2500) = 0.0002, Δw = s y (x − y w) = 0.01 ((3, 4) − 50 (6, 8)).
    for (const [index, weight] of network.exportParameters().entries()) expect(weight).toBeCloseTo([3.03, 4.04][index]!, 12);
  });

  it('ends with the eigenvectors of the embedded digits as rows', () => {
    // The ninth and tenth eigenvalues are 2 % apart: no pass over 1,797 samples tells them apart in a second.
    for (const cosine of agreement(standardised(embeddedDigits().images), 8, 0.03, 20, 150)) expect(cosine).toBeGreaterThanOrEqual(0.99);
  });

  it.runIf(hasSharedData)(
    `ends with the first ten of 28 × 28 digits in twenty passes${sharedDataNote}`,
    () => {
      const bytes = gunzipSync(readFileSync(sharedData('t10k-images-idx3-ubyte.gz'))).subarray(16);
      const images = Array.from({ length: 8000 }, (_, row) => [...bytes.subarray(row * 784, (row + 1) * 784)].map((shade) => shade / 255));
      const cosines = agreement(standardised(images), 10, 0.14, 50, 20);
      expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.99);
    },
    60_000,
  );
});
