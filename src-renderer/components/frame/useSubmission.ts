import { ref, type Ref } from 'vue';
import { asWorkbenchError } from '../../../src-core/errors.ts';

/** Runs a dialog's action once at a time and keeps the words of its error for the dialog to show. */
export function useSubmission(): {
  isBusy: Ref<boolean>;
  problem: Ref<string | null>;
  submit(task: () => Promise<unknown>): Promise<boolean>;
} {
  const isBusy = ref(false);
  const problem = ref<string | null>(null);

  /** Whether the task went well. */
  async function submit(task: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    try {
      await task();
      return true;
    } catch (error) {
      problem.value = asWorkbenchError(error).message;
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, problem, submit };
}
