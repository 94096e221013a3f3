import { describe, expect, it } from 'vitest';
import type { Table } from '../../../../src-core/data/dataset.ts';
import { generateTable } from '../../../../src-core/data/generators/generateTable.ts';
import { preprocessingSchema, splitSchema, type PreparedData } from '../../../../src-core/data/partition.ts';
import { prepareData } from '../../../../src-core/data/prepareData.ts';
import type { FloatArray, Precision } from '../../../../src-core/kernels/arena.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';
import { shuffle } from '../../../../src-core/random/shuffle.ts';
import type { Choice } from '../../../../src-core/registry.ts';
import { skins } from '../../../../src-core/skins/registry.ts';
import type { Trainer } from '../../../../src-core/training/trainer.ts';
import { finish, trainerOf } from '../../../support/trainers.ts';

/** Two sets of ten features, dealt without a look at their labels. */
const table = generateTable({ type: 'blobs', samples: 48, classes: 2, features: 10, noise: 4, seed: 2 }, { id: 'blobs', name: 'Blobs' });
const targetIndex = table.dataset.columns.findIndex(({ role }) => role === 'target');
const labels = Int32Array.from(table.values[targetIndex] as Int32Array);

/** Fits every skin: the neurons are a multiple of the sets, and fewer than the features. */
const design = 'full 8 clippedLinear';

function withLabels(chosen: Int32Array, names?: readonly string[]): Table {
  const columns = table.dataset.columns.map((column, index) =>
    index === targetIndex && names ? { ...column, categories: [...names] } : column,
  );
  return { dataset: { ...table.dataset, columns }, values: table.values.map((values, index) => (index === targetIndex ? chosen : values)) };
}

function withoutLabels(): Table {
  const isKept = (_: unknown, index: number) => index !== targetIndex;
  return { dataset: { ...table.dataset, columns: table.dataset.columns.filter(isKept) }, values: table.values.filter(isKept) };
}

function prepared(of: Table, precision: Precision): PreparedData {
  const split = splitSchema.parse({ kind: 'random', testFraction: 0.25 });
  return prepareData(of, { split, preprocessing: preprocessingSchema.parse({}), seed: 6, precision });
}

interface Trial {
  readonly skin: Choice;
  readonly table?: Table;
  readonly precision?: Precision;
  readonly epochs?: number;
}

function trial({ skin, table: of = table, precision = 'float64', epochs = 3 }: Trial): Trainer {
  const settings = { skin, precision, epochs, batchSize: 8, schedule: { type: 'linear' } };
  return trainerOf({ data: prepared(of, precision), design, settings, seed: 6 });
}

function taught(trainer: Trainer): FloatArray {
  expect(finish(trainer).termination).toEqual({ kind: 'budget', reason: 'epochs' });
  return trainer.network.exportParameters();
}

const members = skins.members.filter(({ reads }) => reads !== 'targets');

describe.each(members.map((member) => [member.name, member] as const))('skin %s', (type, { reads, usesLoss }) => {
  const skin: Choice = { type };

  it('compares no output with a target', () => expect(usesLoss).toBe(false));

  it('gives the same weights to the bit on a rerun, and other ones with another seed', () => {
    const weights = taught(trial({ skin }));
    expect(taught(trial({ skin }))).toEqual(weights);
    const settings = { skin, epochs: 3, batchSize: 8 };
    expect(taught(trainerOf({ data: prepared(table, 'float64'), design, settings, seed: 7 }))).not.toEqual(weights);
  });

  it('goes on from a checkpoint to the same bits', () => {
    const weights = taught(trial({ skin }));
    const first = trial({ skin });
    for (let event = 0; event < 9; event++) first.advance();
    const second = trial({ skin });
    second.restore(first.checkpoint());
    expect(taught(second)).toEqual(weights);
  });

  it('comes to the same in float32 and float64', () => {
    const exact = taught(trial({ skin, epochs: 1 }));
    const fast = taught(trial({ skin, epochs: 1, precision: 'float32' }));
    expect(Math.hypot(...exact.map((value, index) => value - fast[index]!)) / Math.hypot(...exact)).toBeLessThan(1e-4);
  });

  if (reads === 'inputs') {
    it('gives the same weights to the bit whatever the labels are, and without any', () => {
      const weights = taught(trial({ skin }));
      const permuted = shuffle(labels.slice(), createRandom(1));
      expect(permuted).not.toEqual(labels);
      expect(taught(trial({ skin, table: withLabels(permuted) }))).toEqual(weights);
      expect(taught(trial({ skin, table: withoutLabels() }))).toEqual(weights);
    });
  } else {
    it('gives the same weights to the bit whatever the sets are called', () => {
      expect(taught(trial({ skin, table: withLabels(labels, ['zebra', 'ant']) }))).toEqual(taught(trial({ skin })));
    });
  }
});

/** The first and the second set's neurons in each other's place, weights and biases. */
function exchanged(parameters: FloatArray): FloatArray {
  const blocks = [parameters.slice(40, 80), parameters.slice(0, 40), parameters.slice(84, 88), parameters.slice(80, 84)];
  return parameters.map((_, index) => blocks.flatMap((block) => [...block])[index]!);
}

describe('sets in another order', () => {
  const other = withLabels(labels.map((label) => 1 - label));

  it.each([{ type: 'homeostasis' }, { type: 'homeostasis', rule: 'linear', who: 'stressed' }, { type: 'shell' }])(
    'put the neurons of each set in its place by $type $rule',
    (skin) => {
      const [one, two] = [trial({ skin }), trial({ skin, table: other })];
      two.network.importParameters(exchanged(one.network.exportParameters()));
      expect(taught(two)).toEqual(exchanged(taught(one)));
    },
  );

  it('change nothing in a skin whose neurons all read every set', () => {
    const skin = { type: 'idealMemory' };
    expect(taught(trial({ skin, table: other }))).toEqual(taught(trial({ skin })));
  });
});
