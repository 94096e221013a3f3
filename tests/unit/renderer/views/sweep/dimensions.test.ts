import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../../../../src-core/experiment/searchSpace.ts';
import { dimensionSchema } from '../../../../../src-core/experiment/searchSpace.ts';
import { checkSpace } from '../../../../../src-core/experiment/checkSpace.ts';
import { gridValues } from '../../../../../src-core/experiment/dimensionValues.ts';
import { trialSettingsSchema } from '../../../../../src-core/experiment/trialConfig.ts';
import { losses } from '../../../../../src-core/losses/registry.ts';
import { optimizers } from '../../../../../src-core/optimizers/registry.ts';
import type { RegistryMember } from '../../../../../src-core/registry.ts';
import { skins } from '../../../../../src-core/skins/registry.ts';
import { fieldProblem } from '../../../../../src-renderer/components/forms/fieldProblems.ts';
import { schemaFields, type Field } from '../../../../../src-core/schemaFields.ts';
import { suggestDimension, variationsOf, withDimension, withoutInner } from '../../../../../src-renderer/views/sweep/dimensions.ts';

const members = [...optimizers.members, ...losses.members, ...skins.members] as readonly RegistryMember[];
const flat = (fields: readonly Field[]): readonly Field[] =>
  fields.flatMap((field) => (field.control.kind === 'group' ? field.control.fields : [field]));
const variable: readonly (readonly [string, Field])[] = [
  ...flat(schemaFields(trialSettingsSchema)).map((field) => [field.key, field] as const),
  ...members.flatMap(({ name, parameters }) => schemaFields(parameters).map((field) => [`${name}.${field.key}`, field] as const)),
];

describe('suggestDimension', () => {
  it.each(variable)('%s: every suggested way to vary it is allowed, and has more than one value', (_name, field) => {
    for (const variation of variationsOf(field)) {
      if (variation === 'fixed') continue;
      const dimension = dimensionSchema.parse(suggestDimension('setting', field, field.initial, variation));
      checkSpace([dimension]);
      const values = gridValues(dimension);
      expect(values.length).toBeGreaterThan(1);
      for (const value of values) expect(fieldProblem(field, value), `${variation} ${String(value)}`).toBeNull();
    }
  });

  it('goes over two decades of a learning rate', () => {
    const rate = schemaFields(optimizers.get('adam').parameters).find(({ key }) => key === 'learningRate')!;
    expect(suggestDimension('optimizer.learningRate', rate, 0.001, 'range')).toMatchObject({
      from: 0.0001,
      to: 0.01,
      scale: 'logarithmic',
    });
  });
});

describe('a space', () => {
  const list = (path: string, ...values: number[]): Dimension => ({ path, kind: 'list', values });

  it('has one dimension a path, in the place it had', () => {
    const space = [list('batchSize', 1), list('epochs', 1)];
    expect(withDimension(space, list('batchSize', 2, 3)).map(({ path }) => path)).toEqual(['batchSize', 'epochs']);
    expect(withDimension(space, list('patience', 1))).toHaveLength(3);
  });

  it('loses what is inside a choice that was changed, but for what the new one knows', () => {
    const space = [list('optimizer.learningRate', 1), list('optimizer.beta1', 0.5), list('optimizers', 1)];
    expect(withoutInner(space, 'optimizer', ['learningRate']).map(({ path }) => path)).toEqual(['optimizer.learningRate', 'optimizers']);
  });
});
