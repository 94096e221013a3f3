import { WorkbenchError } from '../errors.ts';
import type { SkinContext } from './skin.ts';

/**
 * Refuses to teach several layers at once by a rule that gives a layer its weights from a whole epoch of what the layers below make of the
 * samples: they must not change meanwhile.
 * @param label the skin, for people
 * @throws skin/unfit
 */
export function refuseSeveralLayers({ network, layers }: SkinContext, label: string): void {
  if (layers.length <= 1) return;
  const names = layers.map((index) => `"${network.layers[index]!.name}"`).join(', ');
  throw new WorkbenchError(
    'skin/unfit',
    `${label} teaches one layer at a time, from what the layers below it make of the samples, and here it has ${names}. Teach them in stages, or freeze the others.`,
    { layers: layers.map((index) => network.layers[index]!.name) },
  );
}
