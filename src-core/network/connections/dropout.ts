import { subTensor, type Tensor } from '../../kernels/arena.ts';
import type { KernelSet } from '../../kernels/kernelSet.ts';
import { createRandom } from '../../random/createRandom.ts';
import type { Random } from '../../random/random.ts';
import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  probability: z
    .number()
    .min(0)
    .lt(1)
    .default(0.5)
    .meta({ label: 'Probability', help: 'Share of the axons that are silenced, others each time; 0 silences none.' }),
});

/**
 * Each axon takes the one at its own position, or 0 with the probability p while the network is taught; what is kept is divided by
 * 1 − p, so that nothing changes in the mean and nothing is to be done outside teaching (inverted scaling). Neither weights nor bias.
 */
export const dropout: ConnectionMember = {
  name: 'dropout',
  label: 'Dropout',
  summary: 'Silences axons at random while the network is taught; does nothing outside teaching.',
  equation: 'zᵢ = sᵢ xᵢ / (1 − p), sᵢ = 0 with probability p, else 1; zᵢ = xᵢ outside teaching',
  parameters,
  sizes: {
    form: 'PROBABILITY',
    minimum: 1,
    decimal: true,
    parameters: ['probability'],
    read: ([probability]) => ({ probability }),
    write: (given) => [parameters.parse(given).probability],
  },
  plan(source, given, layer) {
    const { probability } = parameters.parse(given);
    const size = shapeSize(source);
    refuseTooLarge(layer, 'axons', size);
    return {
      outputShape: source,
      weights: null,
      biasCount: 0,
      fanIn: 1,
      fanOut: 1,
      compile: (kernels, batch) => compileDropout(kernels, batch, size, probability),
    };
  },
};

function compileDropout(kernels: KernelSet, batch: number, size: number, probability: number): CompiledConnection {
  const { arena } = kernels;
  const mask = arena.allocate([batch, size]);
  let random = createRandom(0);
  let drawnRows = 0;
  let isOn = false;

  /** Rows are drawn in their order when a pass first needs them, so that a row's mask does not depend on how many there are. */
  function drawRows(rows: number): void {
    const values = arena.view(mask);
    for (let index = drawnRows * size; index < rows * size; index++)
      values[index] = random.uniform() < probability ? 0 : 1 / (1 - probability);
    drawnRows = Math.max(drawnRows, rows);
  }

  function pass(result: Tensor, given: Tensor, rows: number): void {
    if (isOn) kernels.multiplyRows(result, given, mask, 1, rows * size);
    else kernels.addScaled(subTensor(result, 0, [rows, size]), 1, subTensor(given, 0, [rows, size]));
  }

  return {
    forward(z, x, _weights, rows, teaching) {
      isOn = teaching;
      if (isOn) drawRows(rows);
      pass(z, x, rows);
    },
    inputGradient: (dx, dz, _weights, rows) => pass(dx, dz, rows),
    weightGradient: () => undefined,
    links: (axon, row) => [{ source: axon, factor: isOn ? arena.view(mask)[row * size + axon]! : 1 }],
    redraw(stream: Random) {
      random = stream;
      drawnRows = 0;
    },
  };
}
