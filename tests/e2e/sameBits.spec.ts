import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test } from '@playwright/test';
import { enableRelaxedSimd } from '../../src-main/training/enableRelaxedSimd.ts';
import { parametersSha256 } from '../../src-main/training/parametersSha256.ts';
import { bundleProgram } from '../support/bundleProgram.ts';
import { findChromium } from '../support/findChromium.mjs';
import type * as Program from '../support/programs/trainedParameters.ts';
import { chromiumArguments } from './runningShell.ts';

type Trained = ReturnType<typeof Program.trainedParameters>;
type Arithmetic = Parameters<typeof Program.trainedParameters>[0];

/** The same file, the whole core and its trainer in it, in this Node and in a page. */
async function trainInBoth(arithmetic: Arithmetic): Promise<{ readonly node: Trained; readonly page: Trained }> {
  const folder = await mkdtemp(join(tmpdir(), 'neuronlearning-same-bits-'));
  try {
    const file = await bundleProgram('trainedParameters', folder);
    enableRelaxedSimd();
    const program = (await import(pathToFileURL(file).href)) as typeof Program;
    return { node: program.trainedParameters(arithmetic), page: await trainInPage(await readFile(file, 'utf8'), arithmetic) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function trainInPage(script: string, arithmetic: Arithmetic): Promise<Trained> {
  const server = await serve(script);
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate(async (asked) => {
      const address = '/program.mjs';
      const program = (await import(address)) as typeof Program;
      return program.trainedParameters(asked);
    }, arithmetic);
  } finally {
    await browser.close();
    server.close();
  }
}

function serve(script: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/program.mjs';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? script : '<!doctype html>');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const described = (trained: Trained) =>
  trained.map(({ title, steps, parameters }) => ({ title, steps, sha256: parametersSha256(Float32Array.from(parameters)) }));

test.describe('trainings in Node and in Chromium end with the same bits', () => {
  test('with products and sums rounded apart', async () => {
    const { node, page } = await trainInBoth('mul-add');
    expect(page.map(({ arithmetic }) => arithmetic)).toEqual(node.map(() => 'mul-add'));
    expect(page[0]!.kernels).toBe('float32 WebAssembly SIMD (plain)');
    for (const { title, firstLoss, lastLoss } of node) expect(lastLoss, title).toBeLessThan(firstLoss);
    expect(described(page)).toEqual(described(node));
  });

  test('with the fastest arithmetic, where both have the same', async () => {
    const { node, page } = await trainInBoth('auto');
    test.skip(page[0]!.arithmetic !== node[0]!.arithmetic, `Node has ${node[0]!.arithmetic}, Chromium ${page[0]!.arithmetic}.`);
    expect(described(page)).toEqual(described(node));
  });
});
