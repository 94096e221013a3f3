import { printNotation } from '../../../src-core/network/notation/printNotation.ts';
import type { TrialConfig, TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { ownReadout } from '../../../src-core/experiment/comparedRecipes.ts';
import type { Stage } from '../../../src-core/experiment/stage.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import { formatQuantity } from '../../format/formatNumber.ts';
import { settingLabel, settingRegistries, settingText } from '../forms/settingWords.ts';

/** One setting of a trial, in words. */
export interface ConfigRow {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** Everything that decides a trial's numbers, a row each: names, not ids. */
export function configRows(config: TrialConfig, datasetName: string): ConfigRow[] {
  return [
    { path: 'dataset', label: 'Dataset', text: datasetName },
    { path: 'designName', label: 'Design', text: config.designName },
    { path: 'design', label: 'Layers', text: printNotation(config.design) },
    { path: 'seed', label: 'Seed', text: String(config.seed) },
    ...teachingRows(config.settings),
  ];
}

/** Stages and readouts in words, without what no skin of the trial takes notice of. */
function teachingRows({ stages, fineTune, readout, otherReadouts, ...settings }: TrialSettings): ConfigRow[] {
  const used = [settings.skin, ...stages.map((stage) => stage.skin)].map(({ type }) => skins.get(type));
  const [usesLoss, usesOptimizer] = [used.some((skin) => skin.usesLoss), used.some((skin) => skin.usesOptimizer)];
  const unseen = new Set([...(usesLoss ? [] : ['loss', 'normalised', 'classWeights']), ...(usesOptimizer ? [] : ['optimizer'])]);
  const seen = Object.fromEntries(Object.entries(settings).filter(([key]) => !unseen.has(key)));
  const others = otherReadouts.map(({ type }) => readouts.get(type).label);
  return [
    ...stages.map((stage, index) => ({ path: `stages.${index}`, label: `Stage ${index + 1}`, text: stageInWords(stage) })),
    ...(stages.length > 0 ? settingRows({ fineTune }, '') : []),
    ...settingRows(seen, ''),
    {
      path: 'readout',
      label: 'Readout',
      text: readout ? settingText('readout', readout) : readouts.get(ownReadout({ readout, skin: settings.skin })).label,
    },
    ...(others.length > 0 ? [{ path: 'otherReadouts', label: 'Also read by', text: others.join(', ') }] : []),
  ];
}

function stageInWords({ layers, skin, epochs, batchSize, schedule }: Stage): string {
  const how = `${settingText('skin', skin)}, ${formatQuantity(epochs, 'epoch')}, batches of ${batchSize || 'the whole training part'}`;
  return `${layers.join(', ')} by ${how}, schedule ${settingText('schedule', schedule).toLowerCase()}`;
}

function settingRows(values: Readonly<Record<string, unknown>>, prefix: string): ConfigRow[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix + key;
    if (typeof value !== 'object' || value === null) return [{ path, label: settingLabel(path), text: settingText(path, value) }];
    const { type, ...inner } = value as Readonly<Record<string, unknown>>;
    if (typeof type !== 'string') return settingRows(value as Readonly<Record<string, unknown>>, `${path}.`);
    const member = settingRegistries[path as keyof typeof settingRegistries]?.members.find(({ name }) => name === type);
    return [{ path, label: settingLabel(path), text: member?.label ?? type }, ...settingRows(inner, `${path}.`)];
  });
}
