import { readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { hasSharedData, sharedData, sharedDataNote } from '../support/sharedData.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const digits = fileURLToPath(new URL('../../resources/samples/digits/digits.csv.gz', import.meta.url));
const iris = fileURLToPath(new URL('../../resources/samples/iris/iris.csv', import.meta.url));
const asImages = ['--data', digits, '--image-shape', '8x8', '--image-maximum', '16'];

interface Estimate {
  readonly count: number;
  readonly mean: number;
}

interface Row {
  readonly recipe: string;
  readonly reads: string;
  readonly readout: string;
  readonly estimate: Estimate;
  readonly byReadout: Readonly<Record<string, Estimate>>;
  readonly difference: { readonly isSignificant: boolean } | null;
}

describe('compare', () => {
  it('puts skins beside the baselines, keeps nothing, and writes a page', async () => {
    const home = await temporaryFolder();
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('neuronlearning-comparison'));
    const choice = ['--skins', 'homeostasis,oja', '--seeds', '2', '--neurons', '8', '--epochs', '2', '--report', 'page.html'];
    const { code, result, out } = await runCommandLine(home, ['compare', '--data', iris, '--json', ...choice]);
    expect(code).toBe(0);
    const rows = result!['recipes'] as readonly Row[];
    expect(rows.map(({ recipe, reads, readout }) => [recipe, reads, readout])).toEqual([
      ['Raw inputs', 'inputs', 'logistic'],
      ['Random features', 'inputs', 'logistic'],
      ['Exemplar weights', 'inputs', 'logistic'],
      ['Backpropagation', 'targets', 'outputs'],
      ['Homeostasis', 'membership', 'identify'],
      ['Oja', 'inputs', 'logistic'],
    ]);
    for (const { recipe, estimate, byReadout, difference } of rows) {
      expect(estimate.count).toBe(2);
      expect(byReadout).toMatchObject({ logistic: { count: 2 }, setMean: { count: 2 } });
      expect(difference === null).toBe(recipe === 'Backpropagation');
    }
    expect(result).toMatchObject({ project: null, seeds: [1, 2], state: 'finished' });
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const page = await readFile(path.join(home, 'page.html'), 'utf8');
    expect(page).toContain('<h2>Comparison</h2>');
    expect(page).toContain('Recipe &quot;Homeostasis&quot;');
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('neuronlearning-comparison'))).toEqual(before);
  });

  it('goes on with the comparison of a project, and prints the same table', async () => {
    const home = await temporaryFolder();
    const choice = ['--skins', 'softHebb', '--seeds', '2', '--neurons', '6', '--epochs', '1', '--readouts', 'none', '--project', 'kept'];
    const made = await runCommandLine(home, ['compare', '--data', iris, ...choice]);
    expect(made.code).toBe(0);
    expect(made.out).toContain('Mean ± 95 % interval');
    expect(made.out).toContain('inputs only');
    const again = await runCommandLine(home, ['compare', '--project', 'kept']);
    expect(again.out).toBe(made.out);
  });

  it.each([
    [['--skins', 'oja'], 'request/bad-option'],
    [['--data', iris, '--skins', 'magic'], 'registry/unknown-member'],
    [['--data', iris, '--readouts', 'tea'], 'registry/unknown-member'],
    [['--data', iris, '--seeds', '0'], 'request/bad-option'],
    [['--data', iris, '--neurons', 'many'], 'request/bad-option'],
  ])('refuses %j', async (given, code) => {
    const { code: exit, result } = await runCommandLine(await temporaryFolder(), ['compare', '--json', ...given]);
    expect(result).toMatchObject({ error: { code } });
    expect(exit).toBe(2);
  });
});

describe('train without a target', () => {
  it('takes stages, one after the other, written out or from a file', async () => {
    const home = await temporaryFolder();
    const stages = ['white: whitening batch=100', 'units: winnerTakeAll rate=0.2 epochs=2'];
    const train = [
      'train',
      ...asImages,
      '--design',
      'full 20 name=white > full 30 relu name=units',
      '--skin',
      'untaught',
      '--epochs',
      '1',
      '--json',
    ];
    const written = await runCommandLine(home, [...train, ...stages.flatMap((stage) => ['--stage', stage])]);
    expect(written.result).toMatchObject({ outcome: 'budget', epochs: 4, reads: 'inputs' });
    expect(written.result!['testAccuracy']).toBeGreaterThan(0.85);
    const listed = [
      { layers: ['white'], skin: { type: 'whitening' }, batchSize: 100 },
      { layers: ['units'], skin: { type: 'winnerTakeAll', rate: 0.2 }, epochs: 2 },
    ];
    await writeFile(path.join(home, 'stages.json'), JSON.stringify(listed));
    const fromFile = await runCommandLine(home, [...train, '--stage', '@stages.json']);
    expect(fromFile.result!['parametersSha256']).toBe(written.result!['parametersSha256']);
  });

  it('reads by other readouts too', async () => {
    const { result } = await runCommandLine(await temporaryFolder(), [
      ...['train', ...asImages, '--skin', 'softHebb', '--epochs', '1', '--other-readouts', 'setMean, neighbours', '--json'],
    ]);
    expect(result!['otherAccuracies']).toEqual({ setMean: expect.any(Number) as number, neighbours: expect.any(Number) as number });
  });

  it('teaches once without each class and tells how often it is vetoed', async () => {
    const { code, result } = await runCommandLine(await temporaryFolder(), [
      ...['train', ...asImages, '--skin', 'homeostasis', '--epochs', '1', '--leave-out', 'each', '--json'],
    ]);
    expect(code).toBe(0);
    const leftOut = result!['leftOut'] as readonly { name: string; vetoed: number; area: number }[];
    expect(leftOut.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const shares = leftOut.map(({ vetoed }) => vetoed);
    const { mean, worst } = result!['vetoed'] as { mean: number; worst: number };
    expect(mean).toBeCloseTo(shares.reduce((sum, share) => sum + share, 0) / 10, 12);
    expect(worst).toBe(Math.min(...shares));
    expect(mean).toBeGreaterThan(0.4);
  });

  it.each([
    [['--stage', 'units whitening'], 'experiment/bad-stage'],
    [['--stage', '@nothing.json'], 'request/bad-option'],
    [['--skin', 'softHebb', '--learning-rate', '0.1'], 'request/unused-option'],
    [['--skin', 'softHebb', '--leave-out', 'each'], 'request/bad-option'],
    [['--skin', 'homeostasis', '--leave-out', 'each', '--save', 'x.ntw'], 'request/bad-option'],
    [['--skin', 'homeostasis', '--leave-out', 'eleven'], 'data/unknown-class'],
    [['--skin', 'softHebb', '--readout', 'identify'], 'readout/unfit'],
    [['--other-readouts', 'setMean,setMean'], 'request/bad-option'],
  ])('refuses %j', async (given, code) => {
    const { result } = await runCommandLine(await temporaryFolder(), ['train', ...asImages, '--epochs', '1', '--json', ...given]);
    expect(result).toMatchObject({ error: { code } });
  });
});

describe.skipIf(!hasSharedData)(`homeostasis on MNIST (${sharedDataNote})`, () => {
  it('needs no design, and identifies 95.3 % at least', async () => {
    const files = ['--data', sharedData('t10k-images-idx3-ubyte.gz'), '--labels', sharedData('t10k-labels-idx1-ubyte.gz')];
    const { result } = await runCommandLine(await temporaryFolder(), [
      ...['train', ...files, '--skin', 'homeostasis', '--epochs', '3', '--seed', '1', '--json'],
    ]);
    expect(result!['testAccuracy']).toBeGreaterThanOrEqual(0.953);
    expect(result).toMatchObject({ reads: 'membership', identification: { leftOut: null } });
    const { marginArea } = result!['identification'] as { marginArea: { mean: number } };
    expect(marginArea.mean).toBeGreaterThanOrEqual(0.99);
  });
});
