import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const smallTable = ['a,b,label', ...Array.from({ length: 40 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'odd' : 'even'}`)].join('\n');
const smallScript = 'layer (2) none\nlayer (6) full tanh 1 1\nlayer (2) full exp 1 0.5 rate=2\nlayer (2) loss normalised KL 0.02\n';

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/text/${name}`, import.meta.url));
}

describe('design', () => {
  it('turns any text of a design into any other', async () => {
    const home = await temporaryFolder();
    const design = (...typed: string[]) => runCommandLine(home, ['design', ...typed]);
    expect((await design(`@${fixture('windows.script')}`)).out).toBe(
      'window 8x8 relu > window 5x5 relu rate=10 > full 10 exp beta=0.5 rate=20\n',
    );
    await design(`@${fixture('windows.script')}`, '--to', 'json', '--output', 'windows.json');
    const { out } = await design('@windows.json', '--to', 'script', '--input-shape', '28x28', '--loss', 'kullbackLeibler', '--normalised');
    expect(out.trimEnd().split('\n').slice(-2)).toEqual(['layer (10) full exp 1 0.5 rate=20', 'layer (10) loss normalised KL 0.01']);
    await design(`@${fixture('pooledConvolution.ntw')}`, '--to', 'ntw-verbatim', '--output', 'pooled.ntw');
    await design('@pooled.ntw', '--to', 'ntw', '--output', 'plain.ntw');
    expect(comparable(await readFile(path.join(home, 'plain.ntw'), 'utf8'))).toBe(
      comparable(await readFile(fixture('pooledConvolution.ntw'), 'utf8')),
    );
    const { error } = await design('@plain.ntw');
    expect(error).toContain('weights are left out');
  });

  it('says what is missing or wrong, with file, line and column', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'bad.script'), smallScript.replace('full tanh', 'fool tanh'));
    await writeFile(path.join(home, 'bad.json'), '{"layers": []}');
    const refused = async (...typed: string[]) => (await runCommandLine(home, ['design', ...typed, '--json'])).result?.['error'];
    expect(await refused('@bad.script')).toMatchObject({
      code: 'design/text-format',
      message: expect.stringMatching(/^bad\.script: Line 2, column 11: "fool" is no connection/) as string,
      details: { line: 2, column: 11 },
    });
    expect(await refused('@bad.json')).toMatchObject({ code: 'design/bad-json' });
    expect(await refused('@nothere.ntw')).toMatchObject({ code: 'import/missing-file' });
    expect(await refused('full 2', '--to', 'script')).toMatchObject({
      code: 'request/bad-option',
      message: expect.stringContaining('--input-shape') as string,
    });
    expect(await refused(`@${fixture('window.ntw')}`, '--to', 'script', '--input-shape', '5')).toMatchObject({
      code: 'request/bad-option',
    });
  });
});

describe('train', () => {
  it('takes network and loss from a script, and goes on from saved weights', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    await writeFile(path.join(home, 'small.script'), smallScript);
    const train = async (...typed: string[]) => (await runCommandLine(home, ['train', '--data', 'table.csv', '--json', ...typed])).result!;
    const noted = [
      '--design',
      'full 6 tanh > full 2 exp beta=0.5 rate=2',
      '--loss',
      'kullbackLeibler',
      '--smoothing',
      '0.02',
      '--normalised',
    ];
    const scripted = await train('--script', 'small.script', '--epochs', '5', '--save', 'small.ntw');
    expect(scripted['parametersSha256']).toBe((await train(...noted, '--epochs', '5'))['parametersSha256']);
    const [overruled, smoother] = [
      await train('--script', 'small.script', '--loss', 'crossEntropy'),
      await train('--script', 'small.script', '--smoothing', '0.5'),
    ];
    expect(new Set([scripted, overruled, smoother].map(({ trainLoss }) => trainLoss)).size).toBe(3);
    const goneOn = await train(
      '--design',
      '@small.ntw',
      '--loss',
      'kullbackLeibler',
      '--smoothing',
      '0.02',
      '--normalised',
      '--epochs',
      '1',
      '--learning-rate',
      '1e-12',
    );
    expect(goneOn['trainLoss']).toBeCloseTo(scripted['trainLoss'] as number, 6);
  });

  it('refuses a script beside a design, and one for other inputs than the data have', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'table.csv'), smallTable);
    const refused = async (...typed: string[]) =>
      (await runCommandLine(home, ['train', '--data', 'table.csv', '--json', ...typed])).result?.['error'];
    expect(await refused('--script', fixture('windows.script'), '--design', 'full 2')).toMatchObject({ code: 'request/bad-option' });
    expect(await refused('--script', fixture('windows.script'))).toMatchObject({
      code: 'design/input-shape',
      message: expect.stringMatching(/28×28.* 2/) as string,
    });
    expect(await refused('--script', fixture('window.ntw'))).toMatchObject({ code: 'design/text-format' });
  });
});

/** What a file says, without comments and spacing. */
function comparable(text: string): string {
  return text
    .replace(/#.*|\/\/.*/g, '')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}
