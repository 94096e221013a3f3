import { z } from '../schema.ts';

/** How many patches of each row a local rule learns from, where its layer is a convolution. */
export const patchesPerRowParameter = z.number().int().min(0).max(65_536).default(10).meta({
  label: 'Patches per row',
  help: 'Where the layer is a convolution: patches taken of each row, at random positions; 0 takes all.',
});
