import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSurface, minimiseBy } from '../../../../src-core/optimizers/laboratory.ts';
import type { Choice } from '../../../../src-core/registry.ts';

/** A minimisation that once went wrong, as it was found. */
interface Captured {
  readonly what: string;
  readonly surface: Choice;
  readonly method: Choice;
  readonly start: readonly number[] | null;
  readonly outcome: string;
  readonly mostEvaluations: number;
}

const folder = new URL('../../../fixtures/captured/minimisations/', import.meta.url);
const cases = readdirSync(fileURLToPath(folder)).map((name) => {
  return [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Captured] as const;
});

describe('captured minimisations', () => {
  it.each(cases)('%s goes well now', (_name, { surface, method, start, outcome, mostEvaluations }) => {
    const limits = { tolerance: 1e-5, mostIterations: 20_000, mostEvaluations: 20_000, start: start ?? undefined };
    const result = minimiseBy(method, createSurface(surface), limits);
    expect(result.outcome).toBe(outcome);
    expect(result.functionEvaluations).toBeLessThanOrEqual(mostEvaluations);
  });
});
