import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('minimize', () => {
  it('prints the result of one method on one surface as its last line', async () => {
    const home = await temporaryFolder();
    const { code, result } = await runCommandLine(home, [
      'minimize',
      '--surface',
      'rosenbrock',
      '--dimensions',
      '100',
      '--optimizer',
      'lbfgs',
      '--tolerance',
      '1e-5',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(result).toMatchObject({ outcome: 'converged', optimizer: { type: 'lbfgs', memory: 10 } });
    expect(result!['gradientMax'] as number).toBeLessThanOrEqual(1e-5);
    expect(result!['gradientEvaluations']).toBe(result!['functionEvaluations']);
  });

  it('takes a β by its symbol, a line search, a start and the path', async () => {
    const home = await temporaryFolder();
    const { result } = await runCommandLine(home, [
      ...['minimize', '--surface', 'booth', '--optimizer', 'conjugateGradient', '--beta', 'DY', '--line-search', 'exact'],
      ...['--start', '-4,5', '--iterates', '--json'],
    ]);
    expect(result).toMatchObject({ outcome: 'converged', optimizer: { beta: 'daiYuan', lineSearch: 'exact' } });
    const iterates = result!['iterates'] as { point: number[] }[];
    expect(iterates[0]!.point).toEqual([-4, 5]);
    expect(iterates).toHaveLength((result!['iterations'] as number) + 1);
  });

  it('prints the table of all methods on all surfaces', async () => {
    const home = await temporaryFolder();
    const { code, out, error } = await runCommandLine(home, ['minimize', '--all']);
    expect(code).toBe(0);
    expect(error).toContain('quadratic, conjugateGradient: converged');
    for (const name of ['rosenbrock 100', 'trigonometric', 'saddle', 'lbfgs', 'linearConjugateGradient']) expect(out).toContain(name);
    const { result } = await runCommandLine(home, ['minimize', '--all', '--json']);
    expect((result!['results'] as unknown[]).length).toBeGreaterThan(100);
  });

  it.each([
    { given: [], says: 'Name a surface' },
    { given: ['--surface', 'rosenbrok'], says: 'Known: rosenbrock' },
    { given: ['--surface', 'rosenbrock', '--dimensions', '3'], says: 'multiple of 2' },
    { given: ['--surface', 'rosenbrock', '--start', '1,x'], says: '--start' },
    { given: ['--surface', 'rosenbrock', '--start', '1,2,3'], says: 'needs 2' },
    { given: ['--surface', 'beale', '--optimizer', 'linearConjugateGradient'], says: 'quadratic' },
    { given: ['--surface', 'beale', '--tolerance', '-1'], says: '--tolerance' },
    { given: ['--all', '--surface', 'beale'], says: '--surface does nothing' },
  ])('refuses $given with exit code 2', async ({ given, says }) => {
    const { code, error } = await runCommandLine(await temporaryFolder(), ['minimize', ...given]);
    expect(code).toBe(2);
    expect(error).toContain(says);
  });
});
