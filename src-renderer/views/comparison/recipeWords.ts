import { ownReadout } from '../../../src-core/experiment/comparedRecipes.ts';
import type { Stage } from '../../../src-core/experiment/stage.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import { formatQuantity } from '../../format/formatNumber.ts';

/** A stage in words: "Whitening teaches whitening for 1 epoch". */
export function stageText({ layers, skin, epochs }: Pick<Stage, 'layers' | 'skin' | 'epochs'>): string {
  return `${skins.get(skin.type).label} teaches ${layers.join(', ')} for ${formatQuantity(epochs, 'epoch')}`;
}

/** How a network is taught, in a sentence: its stages, then its own skin. */
export function teachingText({ stages, skin, epochs, fineTune }: Pick<TrialSettings, 'stages' | 'skin' | 'epochs' | 'fineTune'>): string {
  if (skin.type === 'untaught' && stages.length === 0) return 'Nothing is taught.';
  const rest = stages.length === 0 ? 'all layers' : fineTune ? 'all layers further' : 'the rest';
  const last = skin.type === 'untaught' ? 'nothing more is taught' : stageText({ layers: [rest], skin, epochs });
  return `${[...stages.map(stageText), last].join('; then ')}.`;
}

/** What reads the answers: "Logistic probe, also nearest set mean". */
export function readoutText(settings: Pick<TrialSettings, 'readout' | 'otherReadouts' | 'skin'>): string {
  const others = settings.otherReadouts.map(({ type }) => readouts.get(type).label.toLowerCase());
  const of = settings.readout?.['from'] === 'input' ? ' of the inputs themselves' : '';
  return `${readouts.get(ownReadout(settings)).label}${of}${others.length === 0 ? '' : `, also ${others.join(' and ')}`}`;
}
