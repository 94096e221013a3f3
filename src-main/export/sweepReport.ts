import { describeSetting } from '../../src-core/experiment/describeSetting.ts';
import { rankedTrials, rankingMeasures } from '../../src-core/experiment/ranking.ts';
import { printNotation } from '../../src-core/network/notation/printNotation.ts';
import { describeTermination } from '../../src-core/training/termination.ts';
import type { Dataset } from '../../src-core/data/dataset.ts';
import type { NamedDesign, SweepSummary, TimedMetrics, TrialSummary } from '../contract/snapshots.ts';
import { comparisonSection, recipeEntries } from './comparisonSection.ts';
import { escapeHtml } from './escapeHtml.ts';
import { lineChartSvg, type ChartSeries } from './lineChartSvg.ts';
import { sweepReportStyle } from './sweepReportStyle.ts';

/** Everything a report tells of. */
export interface SweepReportContent {
  readonly projectName: string;
  readonly dataset: Dataset | null;
  readonly designs: readonly NamedDesign[];
  readonly summary: SweepSummary;
  readonly trials: readonly TrialSummary[];
  readonly metrics: Readonly<Record<number, readonly TimedMetrics[]>>;
  readonly writtenAt: Date;
}

// Okabe-Ito: eight colours that stay apart for colour-blind readers.
const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#000000', '#B8A800'];

/** A sweep as one self-contained HTML page: what was tried, how it went, which was best. */
export function sweepReport(content: SweepReportContent): string {
  const { projectName, summary } = content;
  const ranked = rankedTrials(content.trials, summary.sweep.rankedBy);
  const colours = new Map(ranked.map(({ index }, position) => [index, palette[position % palette.length]!]));
  const title = `${summary.sweep.name} – ${projectName}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${sweepReportStyle}</style></head>
<body><main>
<header><h1>${escapeHtml(summary.sweep.name)}</h1><p>${escapeHtml(introduction(content))}</p></header>
${bestTrial(content, ranked)}
${summary.sweep.recipes.length > 0 ? comparisonSection(summary.sweep.recipes, content.trials) : ''}
<section class="charts">
${lineChartSvg('Test accuracy', { x: 'epochs', y: 'share right' }, seriesOf(content, ranked, colours, 'testAccuracy'))}
${lineChartSvg('Test loss', { x: 'epochs', y: 'loss' }, seriesOf(content, ranked, colours, 'testLoss'))}
${lineChartSvg('Training loss', { x: 'epochs', y: 'loss' }, seriesOf(content, ranked, colours, 'trainLoss'))}
</section>
<section><h2>Trials</h2>${trialRows(ranked, colours)}</section>
<section><h2>Set-up</h2>${setUp(content)}</section>
</main></body></html>
`;
}

function introduction({ projectName, dataset, trials, writtenAt }: SweepReportContent): string {
  const data = dataset ? `${dataset.name} (${dataset.rows} rows)` : 'a dataset that is no longer there';
  return `${trials.length} trials on ${data}, project ${projectName}. Written ${writtenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}

function bestTrial({ summary }: SweepReportContent, ranked: readonly TrialSummary[]): string {
  const { rankedBy } = summary.sweep;
  const best = ranked[0];
  const value = best?.metrics?.[rankedBy];
  if (!best || value === null || value === undefined) return '';
  const { label } = rankingMeasures[rankedBy];
  return `<p class="best"><strong>${escapeHtml(label)} ${formatMeasure(rankedBy, value)}</strong> by trial ${best.index + 1}: ${escapeHtml(describeVaried(best))}</p>`;
}

function seriesOf(
  { metrics }: SweepReportContent,
  trials: readonly TrialSummary[],
  colours: ReadonlyMap<number, string>,
  measure: 'testAccuracy' | 'testLoss' | 'trainLoss',
): ChartSeries[] {
  return trials.map((trial) => ({
    label: `Trial ${trial.index + 1}: ${describeVaried(trial)}`,
    colour: colours.get(trial.index)!,
    points: (metrics[trial.index] ?? []).flatMap((record) => (record[measure] === null ? [] : [{ x: record.epoch, y: record[measure] }])),
  }));
}

function trialRows(trials: readonly TrialSummary[], colours: ReadonlyMap<number, string>): string {
  const paths = [...new Set(trials.flatMap(({ varied }) => Object.keys(varied)))];
  const head = [
    '',
    'Trial',
    'Design',
    ...paths,
    'Seed',
    'Epochs',
    'Training loss',
    'Test loss',
    'Test accuracy',
    'Gradient evaluations',
    'Time',
    'Outcome',
  ];
  const rows = trials.map((trial) => {
    const { index, designName, varied, seed, metrics, seconds, termination } = trial;
    const cells = [
      String(index + 1),
      designName,
      ...paths.map((path) => describeSetting(varied[path])),
      String(seed),
      String(metrics?.epoch ?? '–'),
      formatMeasure('trainLoss', metrics?.trainLoss),
      formatMeasure('testLoss', metrics?.testLoss),
      formatMeasure('testAccuracy', metrics?.testAccuracy),
      String(metrics?.gradientEvaluations ?? '–'),
      `${seconds.toFixed(1)} s`,
      termination ? describeTermination(termination) : trial.state,
    ];
    return `<tr><td><span class="swatch" style="background:${colours.get(index)}"></span></td>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head.map((cell) => `<th>${escapeHtml(cell)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function setUp({ dataset, designs, summary }: SweepReportContent): string {
  const { settings, recipes, strategy, repeats, seed, designIds } = summary.sweep;
  const used = designs.filter(({ id }) => designIds.includes(id));
  const taught: [string, string][] = [
    ...used.map(({ name, design }): [string, string] => [`Design "${name}"`, printNotation(design)]),
    ['Skin', describeSetting(settings.skin)],
    ['Loss', `${settings.normalised ? 'normalised ' : ''}${describeSetting(settings.loss)}`],
    ['Optimizer', describeSetting(settings.optimizer)],
    ['Schedule', describeSetting(settings.schedule)],
    ['Class weights', settings.classWeights],
    ['Penalties', `L2 ${settings.penalties.l2}, L1 ${settings.penalties.l1}`],
    ['Batch size', settings.batchSize === 0 ? 'whole training part' : String(settings.batchSize)],
    ['Epochs', String(settings.epochs)],
    ['Precision', settings.precision],
    ['Split', `${settings.split.kind}, ${100 * settings.split.testFraction} % for testing`],
  ];
  const entries: [string, string][] = [
    ...(recipes.length > 0 ? recipeEntries(recipes) : taught),
    ['Strategy', describeSetting(strategy)],
    ['Seeds', repeats === 1 ? String(seed) : `${repeats} from ${seed}`],
    ...(dataset ? [['Data', `${dataset.name}, sha256 ${dataset.sha256}`] as [string, string]] : []),
    ...(dataset?.source.attribution ? [['Source of the data', dataset.source.attribution] as [string, string]] : []),
  ];
  return `<dl>${entries.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

function describeVaried({ varied, designName, seed }: TrialSummary): string {
  const settings = Object.entries(varied).map(([path, value]) => `${path} ${describeSetting(value)}`);
  return [designName, ...settings, `seed ${seed}`].join(', ');
}

function formatMeasure(measure: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return measure.endsWith('Accuracy') ? `${(100 * value).toFixed(1)} %` : String(Number(value.toPrecision(4)));
}
