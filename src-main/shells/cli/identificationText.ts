import type { Identification } from '../../../src-core/training/identification.ts';
import { formatShare } from './formatNumbers.ts';
import type { Output } from './output.ts';

/** Mean and worst of a measure over the sets that have it. */
interface Spread {
  readonly mean: number | null;
  readonly worst: number | null;
}

/** What is said of identification to machines: areas under curves over the sets, and vetoes. */
export interface IdentificationSummary extends Pick<Identification, 'vetoBound' | 'falseVetoes' | 'leftOut'> {
  readonly marginArea: Spread;
  readonly stressArea: Spread;
}

export function summariseIdentification({
  marginArea,
  stressArea,
  vetoBound,
  falseVetoes,
  leftOut,
}: Identification): IdentificationSummary {
  return { marginArea: spreadOf(marginArea), stressArea: spreadOf(stressArea), vetoBound, falseVetoes, leftOut };
}

export function describeIdentification(output: Output, identification: Identification): void {
  const { marginArea, stressArea, leftOut } = summariseIdentification(identification);
  output.line(`Area under the curve of the margin: ${describeSpread(marginArea)}; of the stress alone: ${describeSpread(stressArea)}.`);
  if (!leftOut) return;
  const { falseVetoes } = identification;
  output.line(
    `"${leftOut.name}" was never taught: ${formatShare(leftOut.vetoed)} of it is vetoed where ${formatShare(falseVetoes)} of the taught sets are.`,
  );
}

function spreadOf(areas: readonly (number | null)[]): Spread {
  const known = areas.filter((area) => area !== null);
  if (known.length === 0) return { mean: null, worst: null };
  return { mean: known.reduce((sum, area) => sum + area, 0) / known.length, worst: Math.min(...known) };
}

function describeSpread({ mean, worst }: Spread): string {
  return mean === null || worst === null ? 'none' : `${mean.toFixed(3)} over the sets, ${worst.toFixed(3)} for the worst`;
}
