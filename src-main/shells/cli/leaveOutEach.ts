import type { Table } from '../../../src-core/data/dataset.ts';
import { prepareData } from '../../../src-core/data/prepareData.ts';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { formatShare } from './formatNumbers.ts';
import type { ExitCode, Output } from './output.ts';
import { trainHere, type TrialHere } from './trainHere.ts';

/** A class that was left out of teaching, and how the network that never met it took it. */
interface LeftOutClass {
  readonly name: string;
  /** Share of it that was vetoed, with the bound that vetoes one in twenty of the classes taught. */
  readonly vetoed: number;
  /** Area under the curve of the least stress. */
  readonly area: number;
  /** Share of the taught classes' test part that was identified. */
  readonly testAccuracy: number | null;
}

interface Carried {
  readonly output: Output;
  /** Most threads, for a large network. */
  readonly threads: number;
}

/** Teaches once without each class, and tells how often that class is vetoed by a network that never met it. */
export async function leaveOutEach(table: Table, { data, ...trial }: TrialHere, { output, threads }: Carried): Promise<ExitCode> {
  const found: LeftOutClass[] = [];
  for (const name of data.classNames) {
    output.note(`Without "${name}":`);
    const settings = { ...trial.settings, split: { ...trial.settings.split, leaveOut: name } };
    const without = prepareData(table, { ...settings, seed: trial.seed });
    const { identification, last, termination } = await trainHere({ ...trial, settings, data: without }, { output, threads });
    if (termination.kind === 'stopped') return 1;
    const leftOut = identification?.leftOut;
    if (!leftOut) throw noVeto(name, termination.kind);
    const { vetoed, area } = leftOut;
    found.push({ name, vetoed, area, testAccuracy: last?.testAccuracy ?? null });
    output.line(
      `Without "${name}": ${formatShare(vetoed)} of it vetoed, area ${area.toFixed(3)}, ${formatShare(last?.testAccuracy)} of the rest right.`,
    );
  }
  const worst = found.reduce((least, one) => (one.vetoed < least.vetoed ? one : least));
  const mean = found.reduce((sum, { vetoed }) => sum + vetoed, 0) / found.length;
  output.line(
    `Classes never taught are vetoed ${formatShare(mean)} of the time, "${worst.name}" least often (${formatShare(worst.vetoed)}), where 5 % of the taught ones are.`,
  );
  output.result({ leftOut: found, vetoed: { mean, worst: worst.vetoed, worstClass: worst.name } });
  return 0;
}

function noVeto(name: string, outcome: string): WorkbenchError {
  return outcome === 'diverged'
    ? new WorkbenchError('training/diverged', `Teaching without "${name}" diverged. Lower the rate.`, { name })
    : new WorkbenchError(
        'request/bad-option',
        `--leave-out each asks what is vetoed, which takes a skin that tells sets apart by stress and a test part with "${name}" in it. Choose such a skin, for instance homeostasis.`,
        { option: 'leave-out', name },
      );
}
