import type { TeachingTask } from './skin.ts';

/** How many sets a task has: its classes, or one that all samples belong to. */
export function setsOf({ outputs, isClassification }: TeachingTask): number {
  return isClassification ? Math.max(1, outputs) : 1;
}
