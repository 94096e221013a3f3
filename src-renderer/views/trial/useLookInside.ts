import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { asWorkbenchError } from '../../../src-core/errors.ts';

/** Least time between two pictures while a trial trains. */
const pause = 500;

export interface LookInside<Answer> {
  readonly answer: Readonly<ShallowRef<Answer | null>>;
  /** Why there is none (yet). */
  readonly reason: Readonly<ShallowRef<string>>;
}

/** A picture of a trial's network, asked for again as `occasion` changes, one request at a time. */
export function useLookInside<Answer>(ask: () => Promise<Answer>, isWanted: Ref<boolean>, occasion: Ref<unknown>): LookInside<Answer> {
  const answer: ShallowRef<Answer | null> = shallowRef(null);
  const reason = shallowRef('The picture appears once the trial has trained for a moment.');
  let isReading = false;
  let isStale = false;

  async function read(): Promise<void> {
    isStale = isReading;
    if (isReading || !isWanted.value) return;
    isReading = true;
    try {
      answer.value = await ask();
    } catch (error) {
      answer.value = null;
      reason.value = asWorkbenchError(error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    isReading = false;
    if (isStale) void read();
  }

  watch([isWanted, occasion], () => void read(), { immediate: true });
  return { answer, reason };
}
