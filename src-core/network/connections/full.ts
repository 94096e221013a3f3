import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { sizeParameter } from './layerSize.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({ size: sizeParameter });

/** Every axon reads every axon of the source: zⱼ = Mⱼᵢ xᵢ + bⱼ (eq. 6). */
export const full: ConnectionMember = {
  name: 'full',
  label: 'Full',
  summary: 'Every axon reads every axon of the source.',
  equation: 'zⱼ = Σᵢ Mⱼᵢ xᵢ + bⱼ (eq. 6)',
  parameters,
  sizes: {
    form: 'N or N1xN2…',
    minimum: 1,
    parameters: ['size'],
    read: (sizes) => ({ size: sizes }),
    write: (given) => parameters.parse(given).size,
  },
  plan(source, given, layer) {
    const { size } = parameters.parse(given);
    const inputs = shapeSize(source);
    const outputs = shapeSize(size);
    refuseTooLarge(layer, 'axons', outputs);
    refuseTooLarge(layer, 'weights', inputs * outputs);
    return {
      outputShape: size,
      weights: { shape: [outputs, inputs], rows: outputs, columns: inputs, blockRows: outputs, rowStarts: null },
      biasCount: outputs,
      fanIn: inputs,
      fanOut: outputs,
      compile: (kernels): CompiledConnection => ({
        forward: (z, x, weights, rows) => kernels.forwardProduct(z, x, weights!, { batch: rows, inputs, outputs }),
        inputGradient: (dx, dz, weights, rows) => kernels.inputGradientProduct(dx, dz, weights!, { batch: rows, inputs, outputs }),
        weightGradient: (dWeights, dz, x, rows) => kernels.weightGradientProduct(dWeights, dz, x, { batch: rows, inputs, outputs }),
        links: (axon) => Array.from({ length: inputs }, (_, source) => ({ source, weight: axon * inputs + source })),
      }),
    };
  },
};
