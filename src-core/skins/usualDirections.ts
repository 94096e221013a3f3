import { shapeSize, type Shape } from '../shape.ts';

/** How many principal directions are kept of such inputs unless it is said: 60, as far as there are so many. */
export function usualDirections(inputShape: Shape): number {
  return Math.min(60, shapeSize(inputShape));
}
