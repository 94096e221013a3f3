import { designSchema, type Design } from '../../../src-core/network/design.ts';

/** What a new design begins with: a layer to change, and classes for the most usual data. */
export function starterDesign(): Design {
  return designSchema.parse({
    layers: [
      { name: 'hidden', connection: { type: 'full', size: 16 }, update: { type: 'tanh' } },
      { name: 'output', connection: { type: 'full', size: 3 }, update: { type: 'softmax' } },
    ],
  });
}
