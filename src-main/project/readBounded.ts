import { open } from 'node:fs/promises';
import { WorkbenchError } from '../../src-core/errors.ts';

/** Most bytes of a file of settings or descriptions; many times what the largest of them needs. */
const usualMost = 256 * 2 ** 20;

/**
 * The text of a file that is known to be small; one that is not is refused before it fills the memory.
 * @throws project/too-large, and what the system says
 */
export async function readBounded(path: string, mostBytes = usualMost): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) {
      const message = `${path} has ${size} bytes, and ${mostBytes} is the most it can have. It is not what it should be; move it away or restore it.`;
      throw new WorkbenchError('project/too-large', message, { path, size, mostBytes });
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
