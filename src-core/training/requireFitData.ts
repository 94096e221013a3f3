import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { FloatArray } from '../kernels/arena.ts';
import type { SkinReads } from '../skins/skin.ts';

/**
 * Refuses data that lack what a skin reads, and for a skin that compares outputs with targets a network with another number of outputs.
 * @param last the network's last layer and its number of axons
 * @throws training/no-targets, training/no-sets, design/outputs
 */
export function requireFitData(reads: SkinReads, last: { readonly name: string; readonly size: number }, data: PreparedData): void {
  if (reads === 'membership') requireLabels(data);
  if (reads !== 'targets') return;
  requireTargets(data);
  const { outputSize, task } = data;
  if (last.size === outputSize) return;
  const wanted =
    task === 'classification'
      ? `the data have ${outputSize} classes`
      : `the target has ${outputSize} ${outputSize === 1 ? 'number' : 'numbers'}`;
  throw new WorkbenchError(
    'design/outputs',
    `The last layer "${last.name}" has ${last.size} axons, but ${wanted}: it must have ${outputSize}.`,
    { layer: last.name, outputs: last.size, expected: outputSize },
  );
}

/** Targets `[rows, outputs]` of data that must have them. @throws training/no-targets */
export function requireTargets({ targets }: PreparedData): FloatArray {
  if (targets) return targets;
  throw new WorkbenchError(
    'training/no-targets',
    'This skin compares outputs with targets, and the dataset has none. Make a column the target.',
  );
}

/** The set (class) of each row of data that must have one. @throws training/no-sets */
export function requireLabels({ labels }: PreparedData): Int32Array {
  if (labels) return labels;
  throw new WorkbenchError(
    'training/no-sets',
    'This skin asks which set a sample belongs to, and the dataset has no classes. Make a text column the target.',
  );
}
