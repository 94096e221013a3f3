import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choice } from '../../../../src-core/registry.ts';
import { schedules } from '../../../../src-core/schedules/registry.ts';
import type { Schedule } from '../../../../src-core/schedules/schedule.ts';

function create(choice: Choice, epochs = 10): Schedule {
  const { type, ...parameters } = schedules.parse(choice);
  return schedules.get(type).create(parameters, epochs);
}

/** The share that holds for each batch of a trial whose epochs end with the losses given; the first is the untaught network's. */
function shares(schedule: Schedule, losses: readonly (number | null)[], batchesPerEpoch: number): number[] {
  let state = schedule.start;
  return losses.flatMap((loss, epoch) => {
    state = schedule.afterEpoch(state, epoch, loss);
    return Array.from({ length: batchesPerEpoch }, (_, batch) =>
      schedule.share({ epoch: epoch + batch / batchesPerEpoch, batchesPerEpoch }, state),
    );
  });
}

const falling = (epochs: number) => Array.from({ length: epochs }, (_, epoch) => epochs - epoch);

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [index, value] of wanted.entries()) expect(found[index], `batch ${index}`).toBeCloseTo(value, 14);
}

describe('worked by hand', () => {
  it('constant', () => {
    expect(shares(create({ type: 'constant' }), falling(2), 2)).toEqual([1, 1, 1, 1]);
  });

  it('stairs: γ^⌊t/s⌋, which changes at the beginning of an epoch only', () => {
    expectClose(
      shares(create({ type: 'step', stepEpochs: 2, stepFactor: 0.1 }), falling(5), 2),
      [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01],
    );
  });

  it('exponential: γ^t, which changes with every batch', () => {
    expectClose(shares(create({ type: 'exponential', epochFactor: 0.25 }), falling(2), 2), [1, 0.5, 0.25, 0.125]);
  });

  it('cosine over the trial: t/T = 0, ¼, ½, ¾', () => {
    const root = Math.SQRT1_2;
    expectClose(shares(create({ type: 'cosine' }, 2), falling(2), 2), [1, (1 + root) / 2, 1 / 2, (1 - root) / 2]);
  });

  it('cosine over some epochs, then what is left', () => {
    const schedule = create({ type: 'cosine', cosineEpochs: 2, lowestShare: 0.2 });
    expectClose(shares(schedule, falling(5), 1), [1, 0.6, 0.2, 0.2, 0.2]);
  });

  it('warm-up: the first batch has a rate above 0, the last of the rise the full one', () => {
    expectClose(shares(create({ type: 'warmUp', warmUpEpochs: 2 }), falling(3), 2), [0.25, 0.5, 0.75, 1, 1, 1]);
    expectClose(shares(create({ type: 'warmUp', warmUpEpochs: 0.5 }), falling(1), 4), [0.5, 1, 1, 1]);
  });

  it('warm-up, then a cosine over the epochs that are left', () => {
    expectClose(shares(create({ type: 'warmUp', warmUpEpochs: 2, followedBy: 'cosine' }, 4), falling(5), 1), [0.5, 1, 1, 0.5, 0]);
    expectClose(shares(create({ type: 'warmUp', warmUpEpochs: 8, followedBy: 'cosine' }, 4), falling(2), 1), [1 / 8, 2 / 8]);
  });

  it('reduce on plateau: halved after two epochs in a row that are no better than the best', () => {
    const schedule = create({ type: 'reduceOnPlateau', plateauEpochs: 2, plateauFactor: 0.5, plateauLowest: 0.2 });
    // The best: 5, 4, 4, 4 (reduced), 4, 3, 3, 3 (reduced), 3, 3 (held at the lowest).
    const losses = [5, 4, 4, 4.5, 9, 3, 3, 3, 7, 7];
    expectClose(shares(schedule, losses, 1), [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2]);
  });

  it('reduce on plateau does nothing where nothing is measured', () => {
    expect(shares(create({ type: 'reduceOnPlateau', plateauEpochs: 1 }), [null, null, null], 1)).toEqual([1, 1, 1]);
  });

  it('a plateau does not count while the rate still rises', () => {
    const choice = { type: 'warmUp', warmUpEpochs: 2, followedBy: 'reduceOnPlateau', plateauEpochs: 1, plateauFactor: 0.5 };
    // Epoch 2 gives the loss to compare with; the first reduction comes after epoch 3.
    expectClose(shares(create(choice), [1, 1, 1, 1, 0.5], 1), [0.5, 1, 1, 0.5, 0.5]);
  });
});

describe.each(schedules.members)('$name', (member) => {
  const schedule = create({ type: member.name });

  it('gives shares from 0 to 1, of plain state that JSON can hold', () => {
    const loss = fc.option(fc.double({ min: 0, max: 10, noNaN: true }));
    fc.assert(
      fc.property(fc.array(loss, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (losses, batchesPerEpoch) => {
        let state = schedule.start;
        losses.forEach((each, epoch) => {
          const kept = JSON.stringify(state);
          const next = schedule.afterEpoch(state, epoch, each);
          expect(JSON.stringify(state)).toBe(kept);
          expect(JSON.parse(JSON.stringify(next))).toEqual(next);
          state = next;
        });
        for (const share of shares(schedule, losses, batchesPerEpoch)) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 31, numRuns: 50 },
    );
  });

  it('says whether it hangs on the epochs the trial is meant to have', () => {
    const losses = falling(12);
    const differs =
      JSON.stringify(shares(create({ type: member.name }, 8), losses, 2)) !==
      JSON.stringify(shares(create({ type: member.name }, 16), losses, 2));
    const { type: _type, ...parameters } = schedules.parse({ type: member.name });
    expect(member.spansTrial?.(parameters) ?? false).toBe(differs);
  });
});

it('a warm-up hangs on the epochs of the trial where what follows does', () => {
  const spans = (choice: Choice) => {
    const { type, ...parameters } = schedules.parse(choice);
    return schedules.get(type).spansTrial!(parameters);
  };
  expect(spans({ type: 'warmUp', followedBy: 'cosine' })).toBe(true);
  expect(spans({ type: 'warmUp', followedBy: 'cosine', cosineEpochs: 5 })).toBe(false);
  expect(spans({ type: 'warmUp', followedBy: 'step' })).toBe(false);
});
