import { z } from '../../schema.ts';

const axons = z
  .number()
  .int()
  .min(1)
  .max(2 ** 24);

/** Sizes of a layer whose connection leaves them open, one number a dimension. */
export const sizeParameter = z
  .array(axons)
  .min(1)
  .max(8)
  .default([10])
  .meta({ label: 'Size', help: 'Axons of the layer; several numbers give it a geometry, such as 10×10.' });
