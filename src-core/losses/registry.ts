import { defineRegistry } from '../registry.ts';
import { crossEntropy } from './crossEntropy.ts';
import { kullbackLeibler } from './kullbackLeibler.ts';
import { pNorm } from './pNorm.ts';

/** What compares outputs with targets. */
export const losses = defineRegistry('loss', [crossEntropy, kullbackLeibler, pNorm]);
