import type { Dataset } from '../../../src-core/data/dataset.ts';
import { asWorkbenchError } from '../../../src-core/errors.ts';
import { sweepSchema, type Sweep } from '../../../src-core/experiment/sweep.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { createLoss } from '../../../src-core/losses/createLoss.ts';
import { describeNetwork } from '../../../src-core/network/describeNetwork.ts';
import { outputUpdateOf } from '../../../src-core/network/outputUpdate.ts';
import type { Choice } from '../../../src-core/registry.ts';
import { formatShape, shapeSize } from '../../../src-core/shape.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import type { NamedDesign } from '../../../src-main/contract/snapshots.ts';
import { fieldProblem } from '../../components/forms/fieldProblems.ts';
import { schemaFields } from '../../../src-core/schemaFields.ts';
import { settingLabel } from '../../components/forms/settingWords.ts';
import { datasetShape, type DatasetShape } from './datasetShape.ts';

const sweepFields = schemaFields(sweepSchema);

/** What speaks against starting a sweep, in sentences that say what to do. Empty when nothing does. */
export function sweepProblems(sweep: Sweep, dataset: Dataset | undefined, designs: readonly NamedDesign[]): string[] {
  const parsed = sweepSchema.safeParse(sweep);
  if (!parsed.success) return [...new Set(parsed.error.issues.map(({ path, message }) => schemaProblem(sweep, path, message)))];
  if (!dataset) return ['Choose a dataset: the one chosen is no longer in the project.'];
  const chosen = designs.filter(({ id }) => sweep.designIds.includes(id));
  if (chosen.length < sweep.designIds.length) return ['A chosen design is no longer in the project. Choose the designs again.'];
  const shape = datasetShape(dataset);
  return [
    ...new Set([
      ...targetProblems(sweep, dataset, shape),
      ...rankingProblems(sweep, shape),
      ...chosen.flatMap((design) => designProblems(sweep, design, dataset, shape)),
    ]),
  ];
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

function targetProblems(sweep: Sweep, dataset: Dataset, { task }: DatasetShape): string[] {
  const wanting = valuesOf<Choice>(sweep, 'skin', sweep.settings.skin).filter(({ type }) => skins.get(type).reads === 'targets');
  if (wanting.length === 0) return [];
  if (
    task === 'regression' &&
    valuesOf<TrialSettings['classWeights']>(sweep, 'classWeights', sweep.settings.classWeights).includes('balanced')
  ) {
    return ['Balanced class weights need classes, but the target is a number. Set the class weights to none.'];
  }
  if (task !== 'none') return [];
  return [
    `${skins.get(wanting[0]!.type).label} compares with targets, and ${dataset.name} has no target column. Give a column that role in the dataset's view.`,
  ];
}

function rankingProblems({ rankedBy, settings, space }: Sweep, { task }: DatasetShape): string[] {
  const varied = space.some(({ path }) => path === 'split.validationFraction');
  if (rankedBy.startsWith('validation') && settings.split.validationFraction === 0 && !varied) {
    return ['Trials are ranked on the validation part, which is empty. Give it a share of the rows, or rank by another measure.'];
  }
  if (rankedBy.endsWith('Accuracy') && task === 'regression')
    return ['Trials are ranked by accuracy, but the target is a number. Rank by a loss.'];
  return [];
}

function designProblems(
  sweep: Sweep,
  { name, design }: NamedDesign,
  dataset: Dataset,
  { inputShape, outputSize, task }: DatasetShape,
): string[] {
  if (inputShape) {
    const layers = describeNetwork(design, inputShape);
    const misfit = layers.find(({ error }) => error !== null);
    if (misfit) return [`${name} does not fit inputs of ${formatShape(inputShape)}: ${misfit.error!.message}`];
    const outputs = shapeSize(layers.at(-1)!.outputShape!);
    if (task !== 'none' && outputs !== outputSize) {
      const wanted =
        task === 'classification'
          ? `${dataset.name} has ${outputSize} classes`
          : `the target of ${dataset.name} is ${outputSize === 1 ? 'one number' : `${outputSize} numbers`}`;
      return [`${name} ends in ${outputs} ${outputs === 1 ? 'axon' : 'axons'}, but ${wanted}. Give its last layer ${outputSize}.`];
    }
  }
  return lossProblems(sweep, name, design);
}

function lossProblems(sweep: Sweep, name: string, design: NamedDesign['design']): string[] {
  const usesLoss = valuesOf<Choice>(sweep, 'skin', sweep.settings.skin).some(({ type }) => skins.get(type).usesLoss);
  if (!usesLoss) return [];
  return valuesOf<Choice>(sweep, 'loss', sweep.settings.loss).flatMap((loss) =>
    valuesOf<boolean>(sweep, 'normalised', sweep.settings.normalised).flatMap((normalised) => {
      try {
        createLoss(loss, { normalised, outputUpdate: outputUpdateOf(design) });
        return [];
      } catch (error) {
        return [`${name}: ${asWorkbenchError(error).message}`];
      }
    }),
  );
}

/** All values that a setting takes over the sweep. */
function valuesOf<Value>({ space }: Sweep, path: string, fixed: Value): readonly Value[] {
  const dimension = space.find((one) => one.path === path);
  return dimension?.kind === 'list' ? (dimension.values as readonly Value[]) : [fixed];
}
