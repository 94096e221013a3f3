import { defineRegistry } from '../../registry.ts';
import { constant } from './constant.ts';
import { glorot } from './glorot.ts';
import { he } from './he.ts';
import { lecun } from './lecun.ts';
import { normal } from './normal.ts';
import { orthogonal } from './orthogonal.ts';
import { uniform } from './uniform.ts';
import { unitNorm } from './unitNorm.ts';

/** First weights of a layer. */
export const initializers = defineRegistry('initializer', [he, glorot, lecun, normal, uniform, orthogonal, unitNorm, constant]);
