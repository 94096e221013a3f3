import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../src-core/data/generators/generateTable.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import { usualRecipe } from '../../../../src-core/experiment/recipe.ts';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import type { TeachingTask } from '../../../../src-core/skins/skin.ts';
import { createTrainer } from '../../../../src-core/training/trainer.ts';
import { finish } from '../../../support/trainers.ts';

/** Three clouds in the space of five features, about as wide as they are apart. */
const table = generateTable({ type: 'blobs', samples: 300, classes: 3, features: 5, noise: 3, seed: 4 }, { id: 'blobs', name: 'Blobs' });
const task: TeachingTask = { inputShape: [5], outputs: 3, isClassification: true, neurons: 20 };

describe('the usual teaching of', () => {
  it.each(['homeostasis', 'stressHormone', 'idealMemory', 'shell'])('%s tells clouds apart by the stress they cause', (skin) => {
    const { design, settings } = usualRecipe(skin, task);
    const { split, preprocessing, precision } = settings;
    const data = prepareData(table, { split, preprocessing, seed: 1, precision });
    const { records } = finish(createTrainer({ design, settings, seed: 1, data, kernels: createKernels(precision), clock: () => 0 }));
    expect(records[0]!.testAccuracy).not.toBe(records.at(-1)!.testAccuracy);
    expect(records.at(-1)!.testAccuracy).toBeGreaterThan(0.85);
  });
});
