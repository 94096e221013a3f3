import { describe, expect, it } from 'vitest';
import { z } from '../../../../../src-core/schema.ts';
import { fieldProblem } from '../../../../../src-renderer/components/forms/fieldProblems.ts';
import { schemaFields } from '../../../../../src-core/schemaFields.ts';

const problem = (schema: z.ZodType, value: unknown): string | null => fieldProblem(schemaFields(z.object({ setting: schema }))[0]!, value);

describe('fieldProblem', () => {
  it('finds nothing wrong with what the schema allows', () => {
    expect(problem(z.number().min(0).max(1), 0.5)).toBeNull();
    expect(problem(z.number().nullable(), null)).toBeNull();
  });

  it.each([
    [z.number().min(0).max(1), 2, 'Give a number from 0 to 1.'],
    [z.number().min(0).lt(1), 1, 'Give a number of at least 0 and below 1.'],
    [z.number().positive(), NaN, 'Give a number above 0.'],
    [z.number().int().max(1_000_000), 0.5, 'Give a whole number of at most 1,000,000.'],
    [z.number().positive().nullable(), -1, 'Give a number above 0, or leave it empty.'],
    [z.enum(['grid', 'random']), 'other', 'Choose one of grid, random.'],
  ])('says in words what it wants (%#)', (schema, value, words) => {
    expect(problem(schema, value)).toBe(words);
  });

  it('leaves what is inside a group to the form of the group', () => {
    expect(problem(z.object({ inner: z.number() }).prefault({ inner: 1 }), { inner: 'text' })).toBeNull();
  });
});
