import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { ConnectionMember } from './connection.ts';
import { buildPatches, layPatches, patchesForRows } from './patchGeometry.ts';
import { patchLinks } from './patchLinks.ts';
import { edgeParameter, offsetParameter, strideParameter, windowParameter } from './patchParameters.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  window: windowParameter([3, 3]),
  stride: strideParameter,
  offset: offsetParameter,
  channels: z.number().int().min(1).max(65_536).default(1).meta({ label: 'Channels', help: 'Axons a window, each with its own weights.' }),
  edge: edgeParameter,
});

/** Each axon reads a box of the source with weights of its own; one channel leaves the shape without a channel dimension. */
export const window: ConnectionMember = {
  name: 'window',
  label: 'Window',
  summary: 'Each axon reads a box of the source with weights of its own.',
  equation: 'z[p,o] = Σₜ Σ_c M[p,o,t,c] x[p·stride + offset + t, c] + b[p,o]',
  parameters,
  sizes: {
    form: 'HxW',
    minimum: 1,
    parameters: ['window'],
    read: (sizes) => ({ window: sizes }),
    write: (given) => parameters.parse(given).window,
  },
  plan(source, given, layer) {
    const { window: size, stride, offset, channels, edge } = parameters.parse(given);
    const geometry = layPatches(source, { window: size, stride, offset, edge }, layer);
    const positions = shapeSize(geometry.positions);
    const taps = shapeSize(size);
    const rows = positions * channels;
    const columns = taps * geometry.channelsIn;
    refuseTooLarge(layer, 'axons', rows);
    refuseTooLarge(layer, 'weights', rows * columns);
    return {
      outputShape: channels === 1 ? geometry.positions : [...geometry.positions, channels],
      weights: { shape: [positions, channels, taps, geometry.channelsIn], rows, columns, blockRows: channels, rowStarts: null },
      biasCount: rows,
      fanIn: columns,
      fanOut: taps * channels,
      compile(kernels, batch) {
        const patches = buildPatches(kernels, geometry, batch, channels);
        return {
          forward: (y, x, weights, count) => kernels.windowForward(y, x, weights!, patchesForRows(patches, count)),
          inputGradient: (dx, dz, weights, count) => kernels.windowInputGradient(dx, dz, weights!, patchesForRows(patches, count)),
          weightGradient: (dWeights, dz, x, count) => kernels.windowWeightGradient(dWeights, dz, x, patchesForRows(patches, count)),
          links: (axon) => patchLinks(kernels, patches, axon, axon * columns),
        };
      },
    };
  },
};
