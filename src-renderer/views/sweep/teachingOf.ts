import type { Sweep } from '../../../src-core/experiment/sweep.ts';
import { settingsReads } from '../../../src-core/experiment/settingsReads.ts';
import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import type { Choice } from '../../../src-core/registry.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import type { SkinMember, SkinReads } from '../../../src-core/skins/skin.ts';
import type { TrialSummary } from '../../../src-main/contract/snapshots.ts';

/** All values that a setting takes over a sweep: those of its list, else the one of the settings. */
export function valuesOf<Value>({ space }: Pick<Sweep, 'space'>, path: string, fixed: Value): readonly Value[] {
  const dimension = space.find((one) => one.path === path);
  return dimension?.kind === 'list' ? (dimension.values as readonly Value[]) : [fixed];
}

/** The skins that trials of a sweep with these settings have. */
export function skinsTried(sweep: Pick<Sweep, 'space'>, settings: TrialSettings): readonly SkinMember[] {
  return valuesOf<Choice>(sweep, 'skin', settings.skin).map(({ type }) => skins.get(type));
}

/** The same, and the skins of the stages before. */
export function skinsUsed(sweep: Pick<Sweep, 'space'>, settings: TrialSettings): readonly SkinMember[] {
  return [...skinsTried(sweep, settings), ...settings.stages.map(({ skin }) => skins.get(skin.type))];
}

/** What a trial's teaching may read; null where its settings are of a version that knew other skins. */
export function trialReads(sweep: Sweep, { designName, varied }: Pick<TrialSummary, 'designName' | 'varied'>): SkinReads | null {
  const settings = sweep.recipes.find(({ name }) => name === designName)?.settings ?? sweep.settings;
  const skin = (varied['skin'] as Choice | undefined) ?? settings.skin;
  try {
    return settingsReads({ skin, stages: settings.stages });
  } catch {
    return null;
  }
}

/** What the trials of a sweep may read, each once, from what reveals least. */
export function sweepReads(sweep: Sweep): readonly SkinReads[] {
  const found = new Set(
    sweep.recipes.length > 0
      ? sweep.recipes.map(({ settings }) => settingsReads(settings))
      : valuesOf<Choice>(sweep, 'skin', sweep.settings.skin).map((skin) => settingsReads({ skin, stages: sweep.settings.stages })),
  );
  return (['inputs', 'membership', 'targets'] as const).filter((reads) => found.has(reads));
}
