import { shapeSize } from '../shape.ts';
import type { TeachingTask } from './skin.ts';

/** Lower layers that need no set and no target, and how they are taught before the rest. */
export interface WhitenedInputs {
  /** In the compact notation. */
  readonly design: string;
  /** Neurons of the last of them. */
  readonly directions: number;
  readonly stages: readonly Readonly<Record<string, unknown>>[];
}

/** Most directions: more of them say less about digits, and leave fewer samples to each. */
const mostDirections = 40;

/**
 * Inputs brought to the first principal directions, in which all vary alike, images to the same brightness and contrast before: the usual
 * ground for neurons that look for directions in which a set does not vary.
 */
export function whitenedInputs({ inputShape }: TeachingTask): WhitenedInputs {
  const directions = Math.min(mostDirections, shapeSize(inputShape));
  const contrast = inputShape.length > 1 ? 'normalise > ' : '';
  return {
    design: `${contrast}full ${directions} name=whitening`,
    directions,
    stages: [{ layers: ['whitening'], skin: { type: 'whitening' }, batchSize: 100 }],
  };
}
