import { defineRegistry } from '../../registry.ts';
import { convolution } from './convolution.ts';
import { direct } from './direct.ts';
import { dropout } from './dropout.ts';
import { full } from './full.ts';
import { normalise } from './normalise.ts';
import { patches } from './patches.ts';
import { pooling } from './pooling.ts';
import { random } from './random.ts';
import { window } from './window.ts';

/** Which lower axons a layer reads, and with which weights. */
export const connections = defineRegistry('connection', [full, window, convolution, pooling, direct, random, dropout, patches, normalise]);
