import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { ConnectionMember } from './connection.ts';
import { buildPatches, layPatches, patchesForRows } from './patchGeometry.ts';
import { patchLinks } from './patchLinks.ts';
import { edgeParameter, offsetParameter, strideParameter, windowParameter } from './patchParameters.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  window: windowParameter([3, 3]),
  channels: z
    .number()
    .int()
    .min(1)
    .max(65_536)
    .default(8)
    .meta({ label: 'Channels', help: 'Kernels; each gives one channel of the layer.' }),
  stride: strideParameter,
  offset: offsetParameter,
  edge: edgeParameter,
});

/** The same kernels at every window of the source; the layer's last dimension is channels, and each channel has one bias. */
export const convolution: ConnectionMember = {
  name: 'convolution',
  label: 'Convolution',
  summary: 'Reads every box of the source with the same weights, one set a channel.',
  equation: 'z[p,o] = Σₜ Σ_c M[o,t,c] x[p·stride + offset + t, c] + b[o]',
  parameters,
  sizes: {
    form: 'HxWxCHANNELS',
    minimum: 2,
    parameters: ['window', 'channels'],
    read: (sizes) => ({ window: sizes.slice(0, -1), channels: sizes.at(-1) }),
    write(given) {
      const { window, channels } = parameters.parse(given);
      return [...window, channels];
    },
  },
  plan(source, given, layer) {
    const { window, stride, offset, channels, edge } = parameters.parse(given);
    const geometry = layPatches(source, { window, stride, offset, edge }, layer);
    const taps = shapeSize(window);
    const columns = taps * geometry.channelsIn;
    refuseTooLarge(layer, 'axons', shapeSize(geometry.positions) * channels);
    refuseTooLarge(layer, 'weights', channels * columns);
    return {
      outputShape: [...geometry.positions, channels],
      weights: { shape: [channels, taps, geometry.channelsIn], rows: channels, columns, blockRows: channels, rowStarts: null },
      biasCount: channels,
      fanIn: columns,
      fanOut: taps * channels,
      compile(kernels, batch) {
        const patches = buildPatches(kernels, geometry, batch, channels);
        return {
          forward: (y, x, weights, count) => kernels.convolutionForward(y, x, weights!, patchesForRows(patches, count)),
          inputGradient: (dx, dz, weights, count) => kernels.convolutionInputGradient(dx, dz, weights!, patchesForRows(patches, count)),
          weightGradient: (dWeights, dz, x, count) => kernels.convolutionWeightGradient(dWeights, dz, x, patchesForRows(patches, count)),
          links: (axon) => patchLinks(kernels, patches, axon, (axon % channels) * columns),
        };
      },
    };
  },
};
