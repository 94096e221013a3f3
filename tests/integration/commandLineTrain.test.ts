import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { hasSharedData, sharedData, sharedDataNote } from '../support/sharedData.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const smallTable = ['a,b,label', ...Array.from({ length: 40 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'odd' : 'even'}`)].join('\n');

describe('train', () => {
  it('needs data only, and prints what was done to which column', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    const { code, out } = await runCommandLine(home, ['train', '--data', 'table.csv', '--epochs', '2']);
    expect(code).toBe(0);
    expect(out).toContain('a: standardised');
    expect(out).toContain('label: target');
    expect(out).toContain('full 2 softmax');
  });

  it('prints the whole result as its last line, the same for one seed and another for another', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    const train = (seed: string, ...more: string[]) =>
      runCommandLine(home, ['train', '--data', 'table.csv', '--epochs', '3', '--seed', seed, '--json', ...more]);
    const [first, again, other, exact] = await Promise.all([train('1'), train('1'), train('2'), train('1', '--precision', 'float64')]);
    expect(Object.keys(first.result!)).toEqual(
      expect.arrayContaining([
        ...['outcome', 'epochs', 'trainLoss', 'testLoss', 'testAccuracy', 'parameters'],
        ...['functionEvaluations', 'gradientEvaluations', 'seconds', 'samplesPerSecond', 'parametersSha256'],
      ]),
    );
    // 2 inputs, 64 hidden, 2 classes; 32 training rows in one batch of at most 50, three epochs.
    expect(first.result).toMatchObject({ outcome: 'budget', epochs: 3, parameters: 2 * 64 + 64 + 64 * 2 + 2, gradientEvaluations: 3 });
    expect(again.result!['parametersSha256']).toBe(first.result!['parametersSha256']);
    expect(other.result!['parametersSha256']).not.toBe(first.result!['parametersSha256']);
    expect(exact.result!['trainLoss'] as number).toBeCloseTo(first.result!['trainLoss'] as number, 4);
  });

  it('takes schedules, penalties and class weights, and does the same where they are left at nothing', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    const train = async (...more: string[]) =>
      (await runCommandLine(home, ['train', '--data', 'table.csv', '--epochs', '3', '--json', ...more])).result!['parametersSha256'];
    const plain = await train();
    expect(await train('--schedule', 'constant', '--l1', '0', '--l2', '0', '--class-weights', 'none')).toBe(plain);
    const changes = [
      ['--schedule', 'cosine'],
      ['--schedule', 'warmUp', '--warm-up-epochs', '2', '--followed-by', 'cosine'],
      ['--l2', '0.1'],
      ['--l1', '0.1'],
    ];
    const sums = await Promise.all(changes.map((change) => train(...change)));
    expect(new Set([plain, ...sums]).size).toBe(changes.length + 1);
  });

  it('generates its help from the registries', async () => {
    const { code, out } = await runCommandLine(await temporaryFolder(), ['train', '--help']);
    expect(code).toBe(0);
    for (const word of ['--learning-rate', 'conjugateGradient', 'crossEntropy', '--delimiter', '--line-search'])
      expect(out).toContain(word);
  });

  it('ends a diverging training as failed, with its outcome', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    const parameters = [
      '--design',
      'full 8 relu > full 8 relu > full 2',
      '--loss',
      'pNorm',
      '--optimizer',
      'steepestDescent',
      '--learning-rate',
      '1e6',
      '--epochs',
      '50',
      '--json',
    ];
    const { code, result } = await runCommandLine(home, ['train', '--data', 'table.csv', ...parameters]);
    expect(result).toMatchObject({ outcome: 'diverged' });
    expect(code).toBe(1);
  });
});

/** Each bad input: the files it needs, what is typed, the error code and a part of the message, and the exit code. */
const badInputs: readonly {
  readonly what: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly typed: readonly string[];
  readonly code: string;
  readonly says: RegExp;
  readonly exit: 1 | 2;
}[] = [
  { what: 'a missing file', typed: ['--data', 'nothere.csv'], code: 'import/missing-file', says: /nothere\.csv/, exit: 1 },
  {
    what: 'a ragged CSV',
    files: { 'a.csv': 'a,b\n1,2\n3\n' },
    typed: ['--data', 'a.csv'],
    code: 'import/ragged-row',
    says: /line 3/i,
    exit: 1,
  },
  { what: 'an empty CSV', files: { 'a.csv': '' }, typed: ['--data', 'a.csv'], code: 'import/empty', says: /empty|no rows/i, exit: 1 },
  {
    what: 'a text where a number should be',
    files: { 'a.csv': 'a,b,label\n1,2,x\n1,two,y\n' },
    typed: ['--data', 'a.csv', '--numeric', 'b'],
    code: 'import/not-a-number',
    says: /line 3.*two|two.*line 3/,
    exit: 1,
  },
  {
    what: 'a truncated IDX',
    files: { 'a.idx': idx([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3]) },
    typed: ['--data', 'a.idx'],
    code: 'import/truncated-file',
    says: /24 bytes.*19/,
    exit: 1,
  },
  {
    what: 'an IDX whose header asks for 10¹² items',
    files: { 'a.idx.gz': gzipSync(idx([0, 0, 8, 3, 0, 15, 66, 64, 0, 0, 3, 232, 0, 0, 3, 232, 1, 2, 3])) },
    typed: ['--data', 'a.idx.gz'],
    code: 'import/too-large',
    says: /1[,. ]?000[,. ]?000/,
    exit: 1,
  },
  {
    what: 'a wrong label count',
    files: { 'a.idx': idx([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2]), 'b.idx': idx([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 0]) },
    typed: ['--data', 'a.idx', '--labels', 'b.idx'],
    code: 'import/label-count',
    says: /2.*3|3.*2/,
    exit: 1,
  },
  {
    what: 'an unknown optimizer',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--optimizer', 'magic'],
    code: 'registry/unknown-member',
    says: /magic.*adam/,
    exit: 2,
  },
  {
    what: 'a NaN rate',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--learning-rate', 'NaN'],
    code: 'registry/bad-parameters',
    says: /learningRate/,
    exit: 2,
  },
  {
    what: 'a design whose outputs do not fit',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--design', 'full 5 softmax'],
    code: 'design/outputs',
    says: /layer1.*2/,
    exit: 2,
  },
  {
    what: 'a design whose shapes do not fit',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--design', 'convolution 5x5x8 same relu > full 2 softmax'],
    code: 'design/shape-mismatch',
    says: /layer1/,
    exit: 2,
  },
  {
    what: 'a design that cannot be read',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--design', 'full 3 sofmax'],
    code: 'design/notation',
    says: /character 8.*sofmax/,
    exit: 2,
  },
  {
    what: 'a column that is not there',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--target', 'colour'],
    code: 'import/unknown-column',
    says: /colour.*label/,
    exit: 1,
  },
  {
    what: 'no epochs',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--epochs', '0'],
    code: 'request/bad-option',
    says: /--epochs/,
    exit: 2,
  },
  {
    what: 'a parameter of another optimizer',
    files: { 'a.csv': smallTable },
    typed: ['--data', 'a.csv', '--line-search', 'strongWolfe'],
    code: 'request/unused-option',
    says: /--line-search/,
    exit: 2,
  },
];

describe('bad input', () => {
  it.each(badInputs)('$what is answered by a clear message', async ({ files, typed, code, says, exit }) => {
    const home = await temporaryFolder();
    for (const [name, content] of Object.entries(files ?? {})) await writeFile(path.join(home, name), content);
    const run = await runCommandLine(home, ['train', ...typed, '--json']);
    expect(run.result?.['error']).toMatchObject({ code, message: expect.stringMatching(says) as string });
    expect(run.error).not.toContain('    at ');
    expect(run.code).toBe(exit);
  });

  it('answers bad usage with exit code 2', async () => {
    const home = await temporaryFolder();
    expect((await runCommandLine(home, ['train'])).code).toBe(2);
    expect((await runCommandLine(home, ['no-such-command'])).code).toBe(2);
    expect((await runCommandLine(home, ['train', '--data', 'a.csv', '--epochs', 'many'])).error).toContain('--epochs');
  });
});

describe.skipIf(!hasSharedData)(`real data${sharedDataNote}`, () => {
  it('reaches 93 % on 10,000 digits with one hidden layer', async () => {
    const { result } = await runCommandLine(await temporaryFolder(), [
      ...['train', '--data', sharedData('t10k-images-idx3-ubyte.gz'), '--labels', sharedData('t10k-labels-idx1-ubyte.gz')],
      ...['--design', 'full 128 relu > full 10 softmax', '--loss', 'crossEntropy', '--optimizer', 'adam', '--learning-rate', '0.001'],
      ...['--batch', '50', '--epochs', '5', '--test-fraction', '0.2', '--seed', '1', '--json'],
    ]);
    expect(result!['testAccuracy']).toBeGreaterThanOrEqual(0.93);
  });

  // The settings of the user guide.
  it.each([
    ['iris.csv', 'full 8 tanh > full 3 softmax'],
    ['wine_data.csv', 'full 8 tanh > full 3 softmax'],
    ['breast_cancer.csv', 'full 8 tanh > full 2 softmax'],
  ])('reaches 93 %% on %s', async (file, design) => {
    const { result } = await runCommandLine(await temporaryFolder(), [
      ...['train', '--data', sharedData(file), '--design', design],
      ...['--learning-rate', '0.03', '--batch', '16', '--epochs', '40', '--seed', '1', '--json'],
    ]);
    expect(result!['testAccuracy']).toBeGreaterThanOrEqual(0.93);
  });
});

function idx(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from(bytes);
}
