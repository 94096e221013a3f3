import { skins } from '../skins/registry.ts';
import type { SkinReads } from '../skins/skin.ts';
import type { TrialSettings } from './trialConfig.ts';

/** From what reveals least to what reveals most. */
const byRevelation: readonly SkinReads[] = ['inputs', 'membership', 'targets'];

/** What teaching by these settings may read of a sample: the most that any of its stages or its own skin may. @throws registry/unknown-member */
export function settingsReads({ skin, stages }: Pick<TrialSettings, 'skin' | 'stages'>): SkinReads {
  const ranks = [skin, ...stages.map((stage) => stage.skin)].map(({ type }) => byRevelation.indexOf(skins.get(type).reads));
  return byRevelation[Math.max(...ranks)]!;
}
