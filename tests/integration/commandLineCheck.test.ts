import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const table = ['a,b,label', ...Array.from({ length: 40 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'odd' : 'even'}`)].join('\n');

describe('check', () => {
  it('compares gradients layer by layer on drawn samples, and names the worst layer', async () => {
    const design = 'convolution 3x3x2 relu name=edges > pooling 2x2 max > full 3 softmax name=answer';
    const { code, out, result } = await runCommandLine(await temporaryFolder(), ['check', '--design', design, '--input', '8x8', '--json']);
    expect(code, out).toBe(0);
    expect(result).toMatchObject({ agrees: true, loss: { type: 'crossEntropy' }, normalised: false, seed: 1 });
    const layers = result!['layers'] as { layer: string; difference: number; singleDifference: number; verdict: string }[];
    expect(layers.map(({ layer, verdict }) => [layer, verdict])).toEqual([
      ['edges', 'agrees'],
      ['answer', 'agrees'],
    ]);
    for (const { difference, singleDifference } of layers) {
      expect(difference).toBeLessThanOrEqual(1e-7);
      expect(singleDifference).toBeLessThanOrEqual(1e-4);
    }
    expect(['edges', 'answer']).toContain(result!['worst']);
  });

  it('takes samples from data, and says what it sampled', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), table);
    const { code, out } = await runCommandLine(home, [
      'check',
      '--design',
      'full 300 relu > full 300 relu > full 2 exp',
      '--normalised',
      '--data',
      'table.csv',
    ]);
    expect(code, out).toBe(0);
    expect(out).toContain('4 samples of the data');
    expect(out).toContain('Large layers are sampled');
    expect(out).toMatch(/agrees with differences; the worst is layer\d/);
  });

  it.each([
    [['--design', 'full 2'], '--input 28x28'],
    [['--design', 'full 2', '--input', '0x3'], '--input'],
    [['--design', 'full 2', '--input', '3', '--loss', 'crossEntropy'], 'softmax'],
    [['--design', 'full 2', '--input', '3', '--data', 'table.csv'], 'not both'],
  ])('refuses %j', async (parameters, words) => {
    const { code, error } = await runCommandLine(await temporaryFolder(), ['check', ...parameters]);
    expect(code).toBe(2);
    expect(error).toContain(words);
  });
});
