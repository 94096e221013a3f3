import { expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import type { ReadoutMember } from '../../../../src-core/readouts/readout.ts';
import { setMean } from '../../../../src-core/readouts/setMean.ts';
import { fitReadoutToNetwork } from '../../../../src-core/training/answers.ts';
import { cloudsData } from '../../../support/preparedData.ts';
import { standardised } from '../../../support/embeddedDigits.ts';

it.each([
  ['last', [5]],
  ['input', [0]],
  // Of a layer with parameters, its normalised axons are read; what lies below the first such layer is not.
  ['all', [3, 5]],
])('reads features from %s, standardised over the training part', (from, layers) => {
  const data = cloudsData();
  const rows = data.parts.train;
  const kernels = createKernels('float64');
  const design = parseNotation('normalise > full 4 tanh > normalise > full 3 tanh > normalise centre=off');
  const network = compileNetwork(design, [2], { kernels, batch: rows.length, random: createRandom(1) });
  let fitted: ArrayLike<number> = [];
  const member: ReadoutMember = {
    ...setMean,
    fit(task, given) {
      fitted = task.features.values;
      return setMean.fit!(task, given);
    },
  };
  fitReadoutToNetwork(network, data, { member, parameters: { from, nonlinearity: 'none' }, seed: 1 });

  rows.forEach((row, at) => kernels.arena.elements.set(data.inputs.subarray(2 * row, 2 * row + 2), network.inputs.offset + 2 * at));
  network.forward(rows.length);
  const axonsOf = (layer: number, at: number) => {
    const { axons, size } = network.layers[layer]!;
    return [...kernels.arena.view(axons).subarray(at * size, (at + 1) * size)];
  };
  const wanted = standardised(Array.from(rows, (_, at) => layers.flatMap((layer) => axonsOf(layer, at)))).flat();
  expect(fitted).toHaveLength(wanted.length);
  wanted.forEach((value, index) => expect(fitted[index]).toBeCloseTo(value, 10));
});
