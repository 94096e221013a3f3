import { comparisonRows, referenceRecipe } from '../../src-core/experiment/comparisonRows.ts';
import { describeSetting } from '../../src-core/experiment/describeSetting.ts';
import type { Recipe } from '../../src-core/experiment/recipe.ts';
import type { MeanEstimate } from '../../src-core/experiment/statistics.ts';
import { printNotation } from '../../src-core/network/notation/printNotation.ts';
import { readouts } from '../../src-core/readouts/registry.ts';
import { skins } from '../../src-core/skins/registry.ts';
import type { TrialSummary } from '../contract/snapshots.ts';
import { escapeHtml } from './escapeHtml.ts';

/** The table of a comparison as a section of a report: test accuracies as mean ± 95 % interval over the seeds. */
export function comparisonSection(recipes: readonly Recipe[], trials: readonly TrialSummary[]): string {
  const complete = trials.filter(({ state }) => state === 'budget' || state === 'converged');
  const rows = comparisonRows(recipes, complete);
  const others = Object.keys(rows[0]?.byReadout ?? {});
  const labelOf = (name: string) => readouts.get(name).label;
  const head = [
    'Recipe',
    'Reads',
    'Test accuracy',
    'Read by',
    ...others.map(labelOf),
    `Less ${referenceRecipe.toLowerCase()}`,
    'Time a trial',
  ];
  const cells = rows.map(({ recipe, reads, estimate, readout, byReadout, difference, secondsPerTrial }) => [
    recipe,
    reads === 'inputs' ? 'inputs only' : reads,
    formatEstimate(estimate),
    labelOf(readout),
    ...others.map((name) => formatEstimate(byReadout[name] ?? null)),
    difference ? `${difference.mean > 0 ? '+' : ''}${formatEstimate(difference)}${difference.isSignificant ? ' *' : ''}` : '–',
    secondsPerTrial === null ? '–' : `${secondsPerTrial.toFixed(1)} s`,
  ]);
  return `<section><h2>Comparison</h2><div class="scroll"><table><thead><tr>${head.map((text) => `<th>${escapeHtml(text)}</th>`).join('')}</tr></thead><tbody>${cells.map((row) => `<tr>${row.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>
<p>Mean ± 95 % interval over the seeds; * differs from ${referenceRecipe.toLowerCase()} by more than chance, seed by seed.</p></section>`;
}

/** What each recipe of a comparison is, by its name. */
export function recipeEntries(recipes: readonly Recipe[]): [string, string][] {
  return recipes.map(({ name, design, settings }) => {
    const stages = settings.stages.map(
      ({ layers, skin, epochs }) => `${layers.join(', ')} by ${describeSetting(skin)}, ${epochsText(epochs)}; `,
    );
    const optimizer = skins.get(settings.skin.type).usesOptimizer ? `, ${describeSetting(settings.optimizer)}` : '';
    const taught = `${describeSetting(settings.skin)}${optimizer}, batches of ${settings.batchSize}, ${epochsText(settings.epochs)}`;
    return [`Recipe "${name}"`, `${printNotation(design)} – ${stages.join('')}${taught}`];
  });
}

function epochsText(epochs: number): string {
  return epochs === 1 ? '1 epoch' : `${epochs} epochs`;
}

function formatEstimate(estimate: MeanEstimate | null): string {
  if (!estimate) return '–';
  const { mean, halfWidth } = estimate;
  return `${(100 * mean).toFixed(1)}${halfWidth === null ? '' : ` ± ${(100 * halfWidth).toFixed(1)}`} %`;
}
