import type { UsualTeaching } from './skin.ts';

interface CompetitiveTeaching {
  readonly neurons: number;
  /** Euclidean norm of the first weights. */
  readonly norm: number;
  readonly epochs: number;
  readonly batchSize: number;
}

/**
 * What suits neurons that compete for samples: the mean picture taken away and every sample at norm 1, so that none wins or loses from the
 * start for what all samples share, and no bias.
 */
export function competitiveTeaching({ neurons, norm, epochs, batchSize }: CompetitiveTeaching): UsualTeaching {
  return {
    design: `normalise scale=unitNorm centre=off epsilon=0.000001 > full ${neurons} bias=off init=unitNorm:${norm}`,
    settings: { preprocessing: { inputs: 'centre' }, schedule: { type: 'linear' }, batchSize, epochs },
  };
}
