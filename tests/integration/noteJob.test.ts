import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../support/runCommandLine.ts';
import { hasSharedData, sharedData, sharedDataNote } from '../support/sharedData.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** The settings of docs/text-formats.md; what is not given has its default. */
async function trainOnDigits(...network: string[]): Promise<Record<string, unknown>> {
  const { result } = await runCommandLine(await temporaryFolder(), [
    ...['train', '--data', sharedData('t10k-images-idx3-ubyte.gz'), '--labels', sharedData('t10k-labels-idx1-ubyte.gz')],
    ...['--optimizer', 'adam', '--batch', '50', '--epochs', '3', '--test-fraction', '0.2', '--seed', '1', '--json', ...network],
  ]);
  return result!;
}

function script(name: string): string {
  return fileURLToPath(new URL(`../fixtures/text/${name}`, import.meta.url));
}

// A window network 28² → 21² → 17² and ten exponentials, normalised Kullback-Leibler, layers taught at 1×, 10× and 20×.
describe.skipIf(!hasSharedData)(`the note's job${sharedDataNote}`, () => {
  it('reaches 90 % in three epochs, from a script of the original as from the notation', async () => {
    const scripted = await trainOnDigits('--script', script('windows.script'));
    const noted = await trainOnDigits(
      ...['--design', 'window 8x8 relu rate=1 > window 5x5 relu rate=10 > full 10 exp alpha=1 beta=0.5 rate=20'],
      ...['--loss', 'kullbackLeibler', '--normalised'],
    );
    expect(scripted['testAccuracy']).toBeGreaterThanOrEqual(0.9);
    expect(scripted).toMatchObject({ outcome: 'budget', epochs: 3, parameters: 441 * 65 + 289 * 26 + 10 * 290 });
    expect(noted['parametersSha256']).toBe(scripted['parametersSha256']);
  });

  it('reaches 90 % in three epochs with hidden layers of tanh', async () => {
    const { testAccuracy } = await trainOnDigits('--script', script('windowsTanh.script'));
    expect(testAccuracy).toBeGreaterThanOrEqual(0.9);
  });
});
