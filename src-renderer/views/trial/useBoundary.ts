import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Dataset } from '../../../src-core/data/dataset.ts';
import { asWorkbenchError } from '../../../src-core/errors.ts';
import type { DecisionBoundary } from '../../../src-main/contract/snapshots.ts';
import { useWorkbench } from '../../stores/workbench.ts';

/** Least time between two pictures while a trial trains. */
const pause = 500;

export interface Boundary {
  readonly field: Readonly<ShallowRef<DecisionBoundary | null>>;
  /** Why there is none (yet). */
  readonly reason: Readonly<ShallowRef<string>>;
}

/** The decision boundary of a trial, asked for again as `occasion` changes, one request at a time. */
export function useBoundary(sweepId: string, trial: number, isWanted: Ref<boolean>, occasion: Ref<unknown>): Boundary {
  const workbench = useWorkbench();
  const field = shallowRef<DecisionBoundary | null>(null);
  const reason = shallowRef('The boundary appears once the trial has trained for a moment.');
  let isReading = false;
  let isStale = false;

  async function read(): Promise<void> {
    isStale = isReading;
    if (isReading || !isWanted.value) return;
    isReading = true;
    try {
      field.value = await workbench.api.decisionBoundary({ sweepId, trial });
    } catch (error) {
      reason.value = asWorkbenchError(error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    isReading = false;
    if (isStale) void read();
  }

  watch([isWanted, occasion], () => void read(), { immediate: true });
  return { field, reason };
}

/** Whether a dataset has two numbers for inputs, so that they span a plane. */
export function hasPlane(dataset: Dataset | undefined): boolean {
  const features = dataset?.columns.filter(({ role, kind }) => role === 'feature' && kind !== 'text') ?? [];
  return features.length === 2 && features.every(({ kind, shape }) => kind === 'numeric' && shape.length === 0);
}
