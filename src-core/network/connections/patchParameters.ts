import { z } from '../../schema.ts';

const size = z.number().int().min(1).max(4096);

/** Sizes of a window, one a dimension. */
export function windowParameter(defaultWindow: number[]) {
  return z
    .array(size)
    .min(1)
    .max(8)
    .default(defaultWindow)
    .meta({ label: 'Window', help: 'Size of the box each axon reads, one number a dimension.' });
}

/** Distance between windows: one number for every dimension, or one each. */
export const strideSizes = z.array(size).min(1).max(8);

/** The stride of a window or convolution: 1 unless given. */
export const strideParameter = strideSizes
  .default([1])
  .meta({ label: 'Stride', help: 'Steps between neighbouring windows: one number for all dimensions, or one each.' });

/** Where the first window lies. */
export const offsetParameter = z
  .array(z.number().int().min(-4096).max(4096))
  .min(1)
  .max(8)
  .default([0])
  .meta({ label: 'Offset', help: 'Moves all windows by this many steps of the source: one number for all dimensions, or one each.' });

/** What happens at the edges of the source. */
export const edgeParameter = z.enum(['valid', 'clipped', 'same']).default('valid').meta({
  label: 'Edge',
  help: 'Valid: windows stay inside the source. Clipped: windows start inside it and read only what is inside. Same: one window a step, centred, clipped at the edges.',
});
