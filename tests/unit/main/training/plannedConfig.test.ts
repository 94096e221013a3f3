import { describe, expect, it } from 'vitest';
import { comparisonRecipes } from '../../../../src-core/experiment/comparisonRecipes.ts';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import { designSchema } from '../../../../src-core/network/design.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { plannedConfig } from '../../../../src-main/training/plannedConfig.ts';
import type { PlannedRecord, SweepPlan } from '../../../../src-main/training/sweepRecords.ts';

const recipes = comparisonRecipes(['oja'], { inputShape: [4], outputs: 3, isClassification: true, neurons: 8 });
const design = designSchema.parse(parseNotation('full 3 softmax'));
const given = { id: 's', name: 'Sweep', datasetId: 'd', designIds: ['one'], settings: { epochs: 4 } };
const plan = (more: object): SweepPlan => ({
  type: 'begun',
  sweep: sweepSchema.parse({ ...given, ...more }),
  dataset: { id: 'd', sha256: 'f' },
  designs: [{ id: 'one', name: 'One', design }],
});
const record = (more: Partial<PlannedRecord>): PlannedRecord => ({
  type: 'planned',
  trial: 2,
  seed: 7,
  designId: null,
  recipe: null,
  varied: {},
  ...more,
});

describe('plannedConfig', () => {
  it('takes design and settings of the trial’s recipe, with what is varied', () => {
    const config = plannedConfig(plan({ recipes }), record({ recipe: 'Oja', varied: { batchSize: 3 } }));
    const oja = recipes.find(({ name }) => name === 'Oja')!;
    expect(config).toEqual({
      version: 1,
      dataset: { id: 'd', sha256: 'f' },
      designName: 'Oja',
      design: oja.design,
      settings: { ...oja.settings, batchSize: 3 },
      seed: 7,
    });
  });

  it('takes the design and the sweep’s settings where there are no recipes', () => {
    expect(plannedConfig(plan({}), record({ designId: 'one' }))).toMatchObject({ designName: 'One', design, settings: { epochs: 4 } });
  });

  it.each([{ recipe: 'Tea' }, { designId: 'two' }])('refuses %j, which the sweep does not have', (unknown) => {
    expect(() => plannedConfig(plan({ recipes }), record(unknown))).toThrow(
      expect.objectContaining({ code: 'experiment/unknown-design' }) as Error,
    );
  });
});
