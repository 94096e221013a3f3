import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { rankedTrials } from '../../../../src-core/experiment/ranking.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { formatShare } from '../formatNumbers.ts';
import type { ExitCode, Output } from '../output.ts';
import { runSweep } from '../runSweep.ts';
import { withWorkbench } from '../session.ts';
import { trialTable } from '../trialTable.ts';

const digitsFile = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources', 'samples', 'digits', 'digits.csv.gz');
const notation = 'full 64 relu > full 10 softmax';

/** The optimizers of the demonstration, each at two learning rates or line searches. */
const optimizers = [
  { type: 'adam', learningRate: 0.01 },
  { type: 'adam', learningRate: 0.001 },
  { type: 'steepestDescent', learningRate: 0.5 },
  { type: 'steepestDescent', learningRate: 0.05 },
  { type: 'conjugateGradient', beta: 'polakRibierePlus' },
  { type: 'conjugateGradient', beta: 'hestenesStiefelPlus' },
];

/** `demo`: the main job without a window. */
export function addDemoCommand(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  program
    .command('demo')
    .description('Do the main job once, without a window: digits in, a small sweep of optimizers, a table and a report out.')
    .option('--folder <folder>', 'where the project is made')
    .action(async (values: { folder?: string }) => finish(await demo(values.folder, output())));
}

function demo(folder: string | undefined, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async (workbench) => {
    const { api } = workbench;
    const project = await api.createProject({ name: 'Digits demo', folder: folder === undefined ? null : path.resolve(folder) });
    output.line(`Project: ${project.folder}`);

    const dataset = await api.importDataset({
      files: [digitsFile],
      options: { type: 'csv', imageShape: '8x8', imageMaximum: 16 },
      name: 'Digits',
    });
    output.line(`Data: ${dataset.rows} handwritten digits of 8×8 pixels (${dataset.source.files[0]?.name ?? 'embedded'}).`);

    const design = await api.saveDesign({ id: null, name: 'One hidden layer', design: parseNotation(notation) });
    const { sweep } = await api.saveSweep({
      sweep: {
        id: 'new',
        name: 'Optimizers',
        datasetId: dataset.id,
        designIds: [design.id],
        settings: trialSettingsSchema.parse({ epochs: 15, batchSize: 50 }),
        space: [{ path: 'optimizer', kind: 'list', values: optimizers }],
      },
    });
    output.line(`Design: ${notation}. ${optimizers.length} trials, each in a process of its own.`);

    const { summary, trials, interrupted } = await runSweep(workbench, sweep.id, output);
    output.line(trialTable(summary, trials));
    const report = await api.exportReport({ sweepId: sweep.id });
    const best = rankedTrials(trials, summary.sweep.rankedBy)[0];
    output.line(`Best test accuracy: ${formatShare(best?.metrics?.testAccuracy)}`);
    output.line(`Report: ${report.path}`);
    output.result({
      project: project.folder,
      report: report.path,
      bestTestAccuracy: best?.metrics?.testAccuracy ?? null,
      trials: rankedTrials(trials, summary.sweep.rankedBy),
    });
    return interrupted ? 1 : 0;
  });
}
