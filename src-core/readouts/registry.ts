import { defineRegistry } from '../registry.ts';
import { identify } from './identify.ts';
import { logistic } from './logistic.ts';
import { neighbours } from './neighbours.ts';
import { outputs } from './outputs.ts';
import type { ReadoutMember } from './readout.ts';
import { setMean } from './setMean.ts';

/** Every way to read an answer from a network. */
export const readouts = defineRegistry<ReadoutMember>('readout', [outputs, identify, logistic, setMean, neighbours]);
