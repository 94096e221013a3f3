import { parseNotation } from '../network/notation/parseNotation.ts';
import type { TeachingTask } from '../skins/skin.ts';
import type { Recipe } from './recipe.ts';
import { trialSettingsSchema } from './trialConfig.ts';

/** Images with sides shorter than this have no room for patches and pooling. */
const shortestSide = 16;
/** Filters; with both signs of their answers there are twice as many channels. */
const filters = 128;
/** Pools along each side of the picture. */
const pools = 4;
/** Principal directions in which the pooled answers are told apart, and paces of ageing neurons a direction. */
const directions = 60;
const paces = 4;

/**
 * Homeostasis over a convolution that is taught by its inputs alone: patches of the picture, each brought to the same brightness and
 * contrast and whitened (ZCA), filters taught by winner-take-all Hebb, their answers of both signs beyond a threshold, averaged over pools,
 * square root, whitened to the first directions; then neurons of each set. Null where the inputs are no picture large enough.
 */
export function convolutionRecipe({ inputShape, outputs, isClassification }: TeachingTask): Recipe | null {
  const [height, width, ...others] = inputShape;
  if (!isClassification || width === undefined || others.length > 0 || Math.min(height!, width) < shortestSide) return null;
  const patch = [height!, width].map((side) => Math.max(3, Math.round(0.29 * side)));
  const positions = [height! - patch[0]! + 1, width - patch[1]! + 1];
  const stride = positions.map((count) => Math.floor(count / pools));
  const window = positions.map((count, axis) => count - (pools - 1) * stride[axis]!);
  const taps = patch[0]! * patch[1]!;
  const design = [
    `patches ${patch.join('x')}`,
    'normalise over=position epsilon=0.005',
    `convolution 1x1x${taps} name=patchWhitening`,
    `convolution 1x1x${2 * filters} relu name=filters`,
    `pooling ${window.join('x')} mean stride=${stride.join('x')} squareRoot`,
    `full ${directions} name=whitening`,
    `full ${outputs * directions * paces} clippedLinear`,
  ].join(' > ');
  return {
    name: 'Homeostasis on a convolution',
    design: parseNotation(design),
    settings: trialSettingsSchema.parse({
      preprocessing: { inputs: 'minMax' },
      skin: { type: 'homeostasis', rule: 'ageing', rate: 0.005 },
      stages: [
        { layers: ['patchWhitening'], skin: { type: 'whitening', kind: 'zca', epsilon: 0.1, epsilonIs: 'variance' } },
        { layers: ['filters'], skin: { type: 'winnerTakeAll', mirrored: true, threshold: 0.5 }, epochs: 2 },
        { layers: ['whitening'], skin: { type: 'whitening' } },
      ],
      schedule: { type: 'linear' },
      batchSize: 50,
      epochs: 3,
    }),
  };
}
