import { isResumable } from '../../../src-core/training/termination.ts';
import type { TrialState } from '../../../src-main/contract/snapshots.ts';
import type { TrialAction } from '../../stores/trials.ts';

/** What can be done with a trial in a state. */
export function trialActions(state: TrialState): readonly { readonly action: TrialAction; readonly label: string }[] {
  if (state === 'queued' || state === 'stopping') return [];
  if (state === 'running') return [{ action: 'stopTrial', label: 'Stop' }];
  const retry = { action: 'retryTrial', label: 'Run again from the start' } as const;
  return isResumable(state) ? [{ action: 'resumeTrial', label: 'Resume' }, retry] : [retry];
}
