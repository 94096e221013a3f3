import { defineRegistry } from '../../registry.ts';
import { clippedLinear } from './clippedLinear.ts';
import { elu } from './elu.ts';
import { exp } from './exp.ts';
import { hardTanh } from './hardTanh.ts';
import { identity } from './identity.ts';
import { leakyRelu } from './leakyRelu.ts';
import { logistic } from './logistic.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { softsign } from './softsign.ts';
import { squareRoot } from './squareRoot.ts';
import { tanh } from './tanh.ts';

/** What a layer makes of its sums (eq. 6). */
export const updates = defineRegistry('update', [
  identity,
  relu,
  leakyRelu,
  elu,
  softplus,
  tanh,
  hardTanh,
  softsign,
  squareRoot,
  logistic,
  sigmoid,
  clippedLinear,
  exp,
  softmax,
]);
