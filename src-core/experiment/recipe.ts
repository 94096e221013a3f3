import { designSchema, type Design } from '../network/design.ts';
import { parseNotation } from '../network/notation/parseNotation.ts';
import { z } from '../schema.ts';
import { skins } from '../skins/registry.ts';
import type { TeachingTask } from '../skins/skin.ts';
import { trialSettingsSchema, type TrialSettings } from './trialConfig.ts';

/** A design and how it is taught and read, under a name: one of the ways that a comparison puts side by side. */
export const recipeSchema = z.strictObject({
  name: z.string().min(1).max(200),
  design: designSchema,
  settings: trialSettingsSchema,
});
/** A recipe of a comparison, checked. */
export interface Recipe {
  readonly name: string;
  readonly design: Design;
  readonly settings: TrialSettings;
}

/** The usual design and settings of a skin, with other settings in place of some. @throws registry/unknown-member, design/… */
export function usualRecipe(skin: string, task: TeachingTask, changes: Readonly<Record<string, unknown>> = {}): Recipe {
  const member = skins.get(skin);
  const { design, settings } = member.usual(task);
  return {
    name: member.label,
    design: parseNotation(design),
    settings: trialSettingsSchema.parse({ skin: { type: skin }, ...settings, ...changes }),
  };
}
