import { describe, expect, it } from 'vitest';
import { generateTable } from '../../../../../src-core/data/generators/generateTable.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { designSchema } from '../../../../../src-core/network/design.ts';
import type { Sweep } from '../../../../../src-core/experiment/sweep.ts';
import { sweepSchema } from '../../../../../src-core/experiment/sweep.ts';
import type { NamedDesign } from '../../../../../src-main/contract/snapshots.ts';
import { estimateTime } from '../../../../../src-renderer/views/sweep/estimateTime.ts';
import { duplicateSweep, newSweep } from '../../../../../src-renderer/views/sweep/newSweep.ts';
import { planSweep } from '../../../../../src-renderer/views/sweep/sweepPlan.ts';
import { sweepProblems } from '../../../../../src-renderer/views/sweep/sweepProblems.ts';
import { metricsOf, trialOf } from '../../../../support/trialSummaries.ts';

const { dataset } = generateTable({ type: 'moons' }, { id: 'moons', name: 'Two moons' });
const named = (id: string, text: string): NamedDesign => ({ id, name: id, design: designSchema.parse(parseNotation(text)) });
const dense = named('dense', 'full 8 tanh > full 2 softmax');
const designs = [
  dense,
  named('wide', 'full 99 tanh > full 10 softmax'),
  named('plain', 'full 8 tanh > full 2'),
  named('image', 'convolution 3x3x4 relu > full 2 softmax'),
];
const base = newSweep('New', dataset, dense);
const problemsOf = (change: Partial<Sweep>): string[] => sweepProblems({ ...base, ...change }, dataset, designs);

describe('newSweep', () => {
  it('can be started as it is', () => {
    expect(problemsOf({})).toEqual([]);
    expect(planSweep(base)).toMatchObject({ trials: [{ index: 0, seed: 1 }], problem: null });
  });

  it('takes a loss and a ranking that suit the outputs', () => {
    expect(base).toMatchObject({ settings: { loss: { type: 'crossEntropy' } }, rankedBy: 'testAccuracy' });
    expect(newSweep('New', dataset, designs[2]!).settings.loss.type).toBe('pNorm');
  });

  it('is duplicated under another name with a place of its own', () => {
    const copy = duplicateSweep(base, 'Copy');
    expect(copy).toEqual({ ...base, id: copy.id, name: 'Copy' });
    expect(copy.id).not.toBe(base.id);
  });
});

describe('sweepProblems', () => {
  it.each([
    ['no name', { name: '' }, 'Give the sweep a name.'],
    ['no design', { designIds: [] }, 'Choose at least one design.'],
    ['no repeats', { repeats: 0 }, 'Repeats: Give a whole number from 1 to 1,000.'],
    ['a design that was deleted', { designIds: ['gone'] }, 'A chosen design is no longer in the project'],
    ['too many outputs', { designIds: ['wide'] }, 'wide ends in 10 axons, but Two moons has 2 classes. Give its last layer 2.'],
    ['a misfit layer', { designIds: ['image'] }, 'image does not fit inputs of 2: '],
    ['a loss that needs a distribution', { designIds: ['plain'] }, 'plain: '],
    ['ranking on an empty part', { rankedBy: 'validationLoss' }, 'Trials are ranked on the validation part, which is empty.'],
  ] as const)('%s', (_name, change, words) => {
    const problems = problemsOf(change as Partial<Sweep>);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });

  it('looks at every loss that is compared', () => {
    const space = [{ path: 'loss', kind: 'list' as const, values: [{ type: 'pNorm' }, { type: 'crossEntropy' }] }];
    expect(problemsOf({ designIds: ['plain'], space })).toHaveLength(1);
    expect(problemsOf({ designIds: ['dense'], space })).toEqual([]);
  });

  it('refuses to vary what no skin looks at', () => {
    const space = [{ path: 'optimizer', kind: 'list' as const, values: [{ type: 'adam' }, { type: 'lbfgs' }] }];
    const settings = { ...base.settings, skin: { type: 'oja', rate: 0.01 } };
    expect(problemsOf({ space, settings })).toEqual([expect.stringContaining('The optimizer is varied, but Oja takes no notice of it')]);
    expect(problemsOf({ space })).toEqual([]);
  });

  it('wants as many outputs as classes only where outputs are compared with targets', () => {
    const settings = { ...base.settings, skin: { type: 'oja', rate: 0.01 } };
    expect(problemsOf({ designIds: ['wide'], settings })).toEqual([]);
  });

  it('asks for a target where the skin compares with one, and for a dataset that is there', () => {
    const ignored = {
      ...dataset,
      columns: dataset.columns.map((column) => (column.role === 'target' ? { ...column, role: 'ignored' as const } : column)),
    };
    expect(sweepProblems({ ...base, rankedBy: 'testLoss' }, ignored, designs)[0]).toContain('has no target column');
    expect(sweepProblems(base, undefined, designs)[0]).toContain('Choose a dataset');
  });
});

describe('planSweep', () => {
  it('says of what the number of trials is the product', () => {
    const plan = planSweep({
      ...base,
      designIds: ['dense', 'plain'],
      repeats: 3,
      space: [{ path: 'optimizer.learningRate', kind: 'range', from: 1e-4, to: 1e-2, scale: 'logarithmic', steps: 5, integer: false }],
    });
    expect(plan.trials).toHaveLength(30);
    expect(plan.factors).toEqual(['5 × learning rate', '2 designs', '3 seeds']);
  });

  it('tells why there can be no plan', () => {
    expect(planSweep({ ...base, repeats: 1000, strategy: { type: 'random', trials: 100_000 } }).problem).toContain('100000');
    expect(
      planSweep({ ...base, space: [{ path: 'batchSize', kind: 'range', from: 9, to: 1, scale: 'linear', steps: 2, integer: true }] })
        .problem,
    ).toContain('must rise');
  });
});

describe('estimateTime', () => {
  const sweep = sweepSchema.parse({ ...base, repeats: 4, settings: { ...base.settings, epochs: 20 } });
  const planned = planSweep(sweep).trials;
  const earlier = (settings: object, designName = 'dense') => [
    {
      sweep: sweepSchema.parse({ ...base, id: 'earlier', settings: { ...base.settings, ...settings } }),
      trials: [trialOf({ designName, seconds: 3, metrics: metricsOf({ epoch: 6 }) })],
    },
  ];

  it('is seconds an epoch of the like, times epochs, shared among workers', () => {
    // Half a second an epoch, 4 trials of 20 epochs on 2 workers: 20 s.
    expect(estimateTime(sweep, planned, designs, earlier({}), 2)).toEqual({ seconds: 20, from: 1 });
    expect(estimateTime(sweep, planned, designs, earlier({}), 64)!.seconds).toBe(10);
  });

  it('is none where nothing alike was run', () => {
    for (const others of [[], earlier({ batchSize: 7 }), earlier({ optimizer: { type: 'steepestDescent' } }), earlier({}, 'another')]) {
      expect(estimateTime(sweep, planned, designs, others, 2)).toBeNull();
    }
  });
});
