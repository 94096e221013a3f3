import { onScopeDispose, readonly, ref, shallowRef } from 'vue';
import type { DesignCheck, DesignCheckOptions } from '../../../src-core/network/checkDesign.ts';
import type { GradientCheckAnswer } from './gradientCheck.worker.ts';

/** Checks gradients in a worker of their own; a new check ends the one before, and so does leaving. */
export function useGradientCheck() {
  const result = shallowRef<DesignCheck | null>(null);
  const problem = ref<string | null>(null);
  const isBusy = ref(false);
  let worker: Worker | null = null;

  function stop(): void {
    worker?.terminate();
    worker = null;
    isBusy.value = false;
  }

  function start(options: DesignCheckOptions): void {
    stop();
    result.value = null;
    problem.value = null;
    isBusy.value = true;
    worker = new Worker(new URL('./gradientCheck.worker.ts', import.meta.url), { type: 'module', name: 'gradient check' });
    worker.onmessage = ({ data }: MessageEvent<GradientCheckAnswer>) => {
      if ('check' in data) result.value = data.check;
      else problem.value = data.error.message;
      stop();
    };
    worker.onerror = ({ message }) => {
      problem.value = message || 'The check could not be started.';
      stop();
    };
    // Plain data: what a form hands over may be a reactive proxy, which cannot be cloned.
    worker.postMessage(JSON.parse(JSON.stringify(options)));
  }

  onScopeDispose(stop);
  return { result, problem: readonly(problem), isBusy: readonly(isBusy), start };
}
