import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bundleProgram } from '../support/bundleProgram.ts';
import type { MemoryUse } from '../support/programs/memoryUse.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const megabyte = 1e6;

/** What the program measures in a process of its own. */
async function memoryUse(of: MemoryUse): Promise<number[]> {
  const program = await bundleProgram('memoryUse', await temporaryFolder());
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, of]);
  return JSON.parse(stdout) as number[];
}

describe('memory of a process', () => {
  it('grows by less than 100 MB while 784-512-512-10 is taught in batches of 128', async () => {
    const [growth] = await memoryUse('training');
    expect(growth).toBeLessThan(100 * megabyte);
    // Parameters, gradients and Adam's moments are 10.7 MB: less would mean that nothing was measured.
    expect(growth).toBeGreaterThan(10 * megabyte);
  });

  it('does not grow with the networks built and dropped', async () => {
    const hundreds = await memoryUse('networks');
    expect(hundreds).toHaveLength(10);
    // The engine takes some hundreds to reach its level. Each network has over 1 MB: were they kept, 500 more would be half a gigabyte.
    const level = Math.max(...hundreds.slice(0, 5));
    expect(Math.max(...hundreds.slice(5)) - level).toBeLessThan(40 * megabyte);
  });
});
