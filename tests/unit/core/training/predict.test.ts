import { expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { predict } from '../../../../src-core/training/predict.ts';

const network = compileNetwork(parseNotation('full 1'), [2], { kernels: createKernels('float64'), batch: 3, random: createRandom(1) });

it('predict answers every row, in batches of any size', () => {
  network.importParameters([2, -1, 0.5]);
  const inputs = Float64Array.from({ length: 14 }, (_, index) => index);
  // Row r is (2r, 2r + 1): 2·2r − (2r + 1) + 0.5.
  expect([...predict(network, inputs)]).toEqual(Array.from({ length: 7 }, (_, row) => 2 * row - 0.5));
  expect(predict(network, new Float64Array())).toHaveLength(0);
});

it('predict refuses half a row', () => {
  expect(() => predict(network, new Float64Array(3))).toThrow(expect.objectContaining({ code: 'network/wrong-input-count' }));
});
