import { describe, expect, it } from 'vitest';
import { readouts } from '../../../../src-core/readouts/registry.ts';
import { cloudRows, tableOf, taskOf } from './tables.ts';

const fitted = readouts.members.filter(({ uses }) => uses === 'features');

describe('every readout', () => {
  it.each(readouts.members.map((member) => [member.name, member] as const))(
    '%s is fitted where it reads features, and only there',
    (_, member) => {
      expect(member.fit !== undefined).toBe(member.uses === 'features');
      expect('from' in member.parameters.shape).toBe(member.uses === 'features');
      expect('nonlinearity' in member.parameters.shape).toBe(member.uses === 'features');
    },
  );
});

describe.each(fitted.map((member) => [member.name, member] as const))('%s', (_, member) => {
  const parameters = member.parameters.parse({});
  const taught = cloudRows(90);
  const asked = cloudRows(60, 3);

  it('tells clouds apart that lie apart, in float32 as in float64', () => {
    const answers = (['float64', 'float32'] as const).map((precision) =>
      member.fit!(taskOf(taught.rows, taught.labels, precision), parameters).classify(tableOf(asked.rows, precision)),
    );
    const right = answers[0]!.filter((answer, row) => answer === asked.labels[row]).length;
    expect(right).toBeGreaterThanOrEqual(57);
    expect([...answers[1]!]).toEqual([...answers[0]!]);
  });

  it('answers row by row: alone as among others, more of them than were taught', () => {
    const readout = member.fit!(taskOf(taught.rows, taught.labels), parameters);
    const many = cloudRows(200, 4).rows;
    const together = readout.classify(tableOf(many));
    expect(together).toHaveLength(200);
    for (const row of [0, 63, 64, 89, 90, 199]) expect(readout.classify(tableOf([many[row]!]))[0]).toBe(together[row]);
  });

  it('never answers with a set that has no samples', () => {
    const labels = taught.labels.map((label) => (label === 1 ? 2 : label));
    const answers = member.fit!(taskOf(taught.rows, labels), parameters).classify(tableOf(asked.rows));
    expect(new Set(answers)).toEqual(new Set([0, 2]));
  });

  it('leaves the features it is fitted on as they are', () => {
    const task = taskOf(taught.rows, taught.labels);
    const before = [...task.features.values];
    member.fit!(task, parameters).classify(task.features);
    expect([...task.features.values]).toEqual(before);
  });
});
