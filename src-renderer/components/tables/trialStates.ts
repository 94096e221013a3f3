import { CircleCheck, CircleDashed, CirclePause, CircleSlash, CircleX, Flag, LoaderCircle, TrendingUp } from '@lucide/vue';
import type { Component } from 'vue';
import type { TrialState } from '../../../src-main/contract/snapshots.ts';

/** What each state of a trial is called, and its sign: never colour alone. */
export const trialStates: Readonly<
  Record<
    TrialState,
    { readonly label: string; readonly icon: Component; readonly tone: 'muted' | 'active' | 'good' | 'warning' | 'danger' }
  >
> = {
  queued: { label: 'Queued', icon: CircleDashed, tone: 'muted' },
  running: { label: 'Running', icon: LoaderCircle, tone: 'active' },
  stopping: { label: 'Stopping', icon: CirclePause, tone: 'active' },
  budget: { label: 'Finished', icon: CircleCheck, tone: 'good' },
  converged: { label: 'Converged', icon: Flag, tone: 'good' },
  stopped: { label: 'Stopped', icon: CirclePause, tone: 'warning' },
  interrupted: { label: 'Interrupted', icon: CircleSlash, tone: 'warning' },
  diverged: { label: 'Diverged', icon: TrendingUp, tone: 'danger' },
  failed: { label: 'Failed', icon: CircleX, tone: 'danger' },
};
