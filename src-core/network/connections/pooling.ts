import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { buildPatches, layPatches, patchesForRows } from './patchGeometry.ts';
import { patchTaps } from './patchLinks.ts';
import { edgeParameter, offsetParameter, strideSizes, windowParameter } from './patchParameters.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  window: windowParameter([2, 2]),
  stride: strideSizes
    .nullable()
    .default(null)
    .meta({ label: 'Stride', help: 'Steps between neighbouring windows; empty is the window itself, so that none overlap.' }),
  offset: offsetParameter,
  kind: z
    .enum(['max', 'mean'])
    .default('max')
    .meta({ label: 'Kind', help: 'Max passes the largest value of each window, mean the average.' }),
  edge: edgeParameter,
});

/**
 * Each axon takes the largest (eq. 11: the winner's connection is 1 and the rest 0, ties go to the first) or the mean of a box, channel
 * by channel. It has neither weights nor bias.
 */
export const pooling: ConnectionMember = {
  name: 'pooling',
  label: 'Pooling',
  summary: 'Takes the largest or the mean of each box, channel by channel; nothing to teach.',
  equation: 'x[p,c] = maxₜ x[p·stride + offset + t, c] (eq. 11), or the mean over t',
  parameters,
  sizes: {
    form: 'HxW',
    minimum: 1,
    parameters: ['window'],
    read: (sizes) => ({ window: sizes }),
    write: (given) => parameters.parse(given).window,
  },
  plan(source, given, layer) {
    const { window, stride, offset, kind, edge } = parameters.parse(given);
    const geometry = layPatches(source, { window, stride: stride ?? window, offset, edge }, layer);
    const channels = geometry.channelsIn;
    const taps = shapeSize(window);
    refuseTooLarge(layer, 'axons', shapeSize(geometry.positions) * channels);
    return {
      outputShape: geometry.hasChannels ? [...geometry.positions, channels] : geometry.positions,
      weights: null,
      biasCount: 0,
      fanIn: taps,
      fanOut: 1,
      compile(kernels, batch): CompiledConnection {
        const patches = buildPatches(kernels, geometry, batch, channels);
        const weightGradient = (): void => undefined;
        const tapsOf = (axon: number) => patchTaps(kernels, patches, Math.floor(axon / channels));
        const sourceOf = (axon: number, pixel: number) => pixel * channels + (axon % channels);
        if (kind === 'mean') {
          return {
            forward: (y, x, _weights, count) => kernels.meanPoolingForward(y, x, patchesForRows(patches, count)),
            inputGradient: (dx, dz, _weights, count) => kernels.meanPoolingInputGradient(dx, dz, patchesForRows(patches, count)),
            weightGradient,
            links(axon) {
              const inside = tapsOf(axon);
              return inside.map(({ pixel }) => ({ source: sourceOf(axon, pixel), factor: 1 / inside.length }));
            },
          };
        }
        const winners = kernels.arena.allocateIndices(batch * patches.positions * channels);
        return {
          forward: (y, x, _weights, count) => kernels.maxPoolingForward(y, x, winners, patchesForRows(patches, count)),
          inputGradient: (dx, dz, _weights, count) => kernels.maxPoolingInputGradient(dx, dz, winners, patchesForRows(patches, count)),
          weightGradient,
          links(axon, row) {
            const winner = kernels.arena.viewIndices(winners)[row * patches.positions * channels + axon];
            return tapsOf(axon).map(({ tap, pixel }) => ({ source: sourceOf(axon, pixel), factor: tap === winner ? 1 : 0 }));
          },
          branches: winners,
        };
      },
    };
  },
};
