import type { Dataset } from '../../../src-core/data/dataset.ts';
import { asWorkbenchError } from '../../../src-core/errors.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { createLoss } from '../../../src-core/losses/createLoss.ts';
import type { Design } from '../../../src-core/network/design.ts';
import { describeNetwork } from '../../../src-core/network/describeNetwork.ts';
import { outputUpdateOf } from '../../../src-core/network/outputUpdate.ts';
import type { Choice } from '../../../src-core/registry.ts';
import { formatShape, shapeSize } from '../../../src-core/shape.ts';
import type { NamedDesign } from '../../../src-main/contract/snapshots.ts';
import { fieldProblem } from '../../components/forms/fieldProblems.ts';
import { schemaFields } from '../../../src-core/schemaFields.ts';
import { settingLabel } from '../../components/forms/settingWords.ts';
import { datasetShape, type DatasetShape } from './datasetShape.ts';
import { skinsTried, skinsUsed, valuesOf } from './teachingOf.ts';

const sweepFields = schemaFields(sweepSchema);

/** What speaks against starting a sweep, in sentences that say what to do. Empty when nothing does. */
export function sweepProblems(sweep: Sweep, dataset: Dataset | undefined, designs: readonly NamedDesign[]): string[] {
  const parsed = sweepSchema.safeParse(sweep);
  if (!parsed.success) return [...new Set(parsed.error.issues.map(({ path, message }) => schemaProblem(sweep, path, message)))];
  if (!dataset) return ['Choose a dataset: the one chosen is no longer in the project.'];
  const chosen = designs.filter(({ id }) => sweep.designIds.includes(id));
  if (chosen.length < sweep.designIds.length) return ['A chosen design is no longer in the project. Choose the designs again.'];
  const shape = datasetShape(dataset);
  const taught: readonly TaughtDesign[] =
    sweep.recipes.length > 0 ? sweep.recipes : chosen.map(({ name, design }) => ({ name, design, settings: sweep.settings }));
  return [
    ...new Set([
      ...taught.flatMap((one) => targetProblems(sweep, one, dataset, shape)),
      ...rankingProblems(sweep, taught, shape),
      ...vainProblems(sweep, taught),
      ...taught.flatMap((one) => designProblems(sweep, one, dataset, shape)),
    ]),
  ];
}

/** A design with the settings that are not varied. */
interface TaughtDesign {
  readonly name: string;
  readonly design: Design;
  readonly settings: TrialSettings;
}

function schemaProblem(sweep: Sweep, path: readonly PropertyKey[], message: string): string {
  const [first, ...rest] = path.map(String);
  if (first === 'name') return 'Give the sweep a name.';
  if (first === 'designIds') return 'Choose at least one design.';
  if (first === 'datasetId') return 'Choose a dataset.';
  if (first === 'settings') return `${settingLabel(rest.join('.'))} has a value that is not allowed: it is marked in the form.`;
  if (first === 'space') return 'A varied setting has a value that cannot be read: it is marked in the form.';
  const field = sweepFields.find(({ key }) => key === first);
  return field ? `${field.label}: ${fieldProblem(field, sweep[field.key as keyof Sweep]) ?? message}` : message;
}

function targetProblems(sweep: Sweep, { settings }: TaughtDesign, dataset: Dataset, { task }: DatasetShape): string[] {
  const wanting = skinsTried(sweep, settings).filter(({ reads }) => reads === 'targets');
  if (wanting.length === 0) return [];
  if (task === 'regression' && valuesOf<TrialSettings['classWeights']>(sweep, 'classWeights', settings.classWeights).includes('balanced')) {
    return ['Balanced class weights need classes, but the target is a number. Set the class weights to none.'];
  }
  if (task !== 'none') return [];
  return [
    `${wanting[0]!.label} compares with targets, and ${dataset.name} has no target column. Give a column that role in the dataset's view.`,
  ];
}

function rankingProblems({ rankedBy, space }: Sweep, taught: readonly TaughtDesign[], { task }: DatasetShape): string[] {
  const varied = space.some(({ path }) => path === 'split.validationFraction');
  const isEmpty = taught.some(({ settings }) => settings.split.validationFraction === 0);
  if (rankedBy.startsWith('validation') && isEmpty && !varied) {
    return ['Trials are ranked on the validation part, which is empty. Give it a share of the rows, or rank by another measure.'];
  }
  if (rankedBy.endsWith('Accuracy') && task === 'regression')
    return ['Trials are ranked by accuracy, but the target is a number. Rank by a loss.'];
  return [];
}

/** Varying what no skin looks at would run the same trial again and again. */
function vainProblems(sweep: Sweep, taught: readonly TaughtDesign[]): string[] {
  const used = taught.flatMap(({ settings }) => skinsUsed(sweep, settings));
  const unseen = [
    { setting: 'loss', isUsed: used.some(({ usesLoss }) => usesLoss) },
    { setting: 'optimizer', isUsed: used.some(({ usesOptimizer }) => usesOptimizer) },
  ].filter(({ isUsed }) => !isUsed);
  return unseen.flatMap(({ setting }) =>
    sweep.space.some(({ path }) => path === setting || path.startsWith(`${setting}.`))
      ? [
          `The ${setting} is varied, but ${used[0]!.label} takes no notice of it: all these trials would be the same. Set it to a fixed one.`,
        ]
      : [],
  );
}

function designProblems(sweep: Sweep, taught: TaughtDesign, dataset: Dataset, { inputShape, outputSize, task }: DatasetShape): string[] {
  const { name, design, settings } = taught;
  if (inputShape) {
    const layers = describeNetwork(design, inputShape);
    const misfit = layers.find(({ error }) => error !== null);
    if (misfit) return [`${name} does not fit inputs of ${formatShape(inputShape)}: ${misfit.error!.message}`];
    const outputs = shapeSize(layers.at(-1)!.outputShape!);
    const areCompared = skinsTried(sweep, settings).some(({ reads }) => reads === 'targets');
    if (areCompared && task !== 'none' && outputs !== outputSize) {
      const wanted =
        task === 'classification'
          ? `${dataset.name} has ${outputSize} classes`
          : `the target of ${dataset.name} is ${outputSize === 1 ? 'one number' : `${outputSize} numbers`}`;
      return [`${name} ends in ${outputs} ${outputs === 1 ? 'axon' : 'axons'}, but ${wanted}. Give its last layer ${outputSize}.`];
    }
  }
  return [...stageProblems(taught), ...lossProblems(sweep, taught)];
}

function stageProblems({ name, design, settings }: TaughtDesign): string[] {
  const known = new Set(design.layers.map((layer) => layer.name));
  return settings.stages.flatMap(({ layers }, index) =>
    layers
      .filter((layer) => !known.has(layer))
      .map(
        (layer) => `Stage ${index + 1} teaches the layer "${layer}", which ${name} does not have. Choose the layers of the stage again.`,
      ),
  );
}

function lossProblems(sweep: Sweep, { name, design, settings }: TaughtDesign): string[] {
  if (!skinsTried(sweep, settings).some(({ usesLoss }) => usesLoss)) return [];
  return valuesOf<Choice>(sweep, 'loss', settings.loss).flatMap((loss) =>
    valuesOf<boolean>(sweep, 'normalised', settings.normalised).flatMap((normalised) => {
      try {
        createLoss(loss, { normalised, outputUpdate: outputUpdateOf(design) });
        return [];
      } catch (error) {
        return [`${name}: ${asWorkbenchError(error).message}`];
      }
    }),
  );
}
