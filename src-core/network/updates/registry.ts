import { defineRegistry } from '../../registry.ts';
import { exp } from './exp.ts';
import { identity } from './identity.ts';
import { logistic } from './logistic.ts';
import { relu } from './relu.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

/** What a layer makes of its sums (eq. 6). */
export const updates = defineRegistry('update', [identity, relu, tanh, exp, logistic, softmax]);
