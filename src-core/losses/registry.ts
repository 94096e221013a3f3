import { defineRegistry } from '../registry.ts';
import { binaryCrossEntropy } from './binaryCrossEntropy.ts';
import { crossEntropy } from './crossEntropy.ts';
import { hinge } from './hinge.ts';
import { huber } from './huber.ts';
import { kullbackLeibler } from './kullbackLeibler.ts';
import type { LossMember } from './loss.ts';
import { pNorm } from './pNorm.ts';
import { shell } from './shell.ts';

/** What compares outputs with targets. */
export const losses = defineRegistry<LossMember>('loss', [crossEntropy, kullbackLeibler, pNorm, binaryCrossEntropy, huber, hinge, shell]);
