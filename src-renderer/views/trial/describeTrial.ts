import { describeTermination } from '../../../src-core/training/termination.ts';
import type { TrialSummary } from '../../../src-main/contract/snapshots.ts';
import { formatDuration } from '../../format/formatDuration.ts';
import { formatNumber, formatQuantity, formatRate } from '../../format/formatNumber.ts';

/** Where a trial stands, in a sentence or two. */
export function describeTrial({ state, progress, termination, metrics, seconds }: TrialSummary, epochs: number | null): string {
  switch (state) {
    case 'queued':
      return 'Waiting for a free worker.';
    case 'stopping':
      return 'Writing its checkpoint, then it stops.';
    case 'running': {
      if (!progress) return 'Starting.';
      const of = epochs === null ? '' : ` of ${formatNumber(epochs)}`;
      const left = progress.secondsLeft === null ? '' : `, about ${formatDuration(progress.secondsLeft)} left`;
      return `Training: epoch ${formatNumber(Math.floor(progress.epoch))}${of}, ${formatRate(progress.samplesPerSecond)} samples a second${left}.`;
    }
    default: {
      const after = metrics ? ` ${formatQuantity(metrics.epoch, 'epoch')} in ${formatDuration(seconds)}.` : '';
      const why = termination ? describeTermination(termination) : 'Ended.';
      return `${why.replace(/[.\s]+$/, '')}.${after}`;
    }
  }
}
