import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../src-core/network/compileNetwork.ts';
import type { Network } from '../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createRandom } from '../../../../src-core/random/createRandom.ts';

function compile(notation: string, inputs: number, { seed = 3, batch = 2 } = {}): Network {
  return compileNetwork(parseNotation(notation), [inputs], { kernels: createKernels('float64'), batch, random: createRandom(seed) });
}

/** Which inputs each axon of a layer reads from its first source. */
function wiringOf(network: Network, layer = 1): number[][] {
  const { size, sources } = network.layers[layer]!;
  return Array.from({ length: size }, (_, axon) => sources[0]!.connection.links(axon, 0).map(({ source }) => source));
}

describe('random connections', () => {
  it('give each axon so many different inputs, all of them equally often', () => {
    const wiring = wiringOf(compile('random 3000 fan=4', 12));
    const counts = new Array<number>(12).fill(0);
    for (const row of wiring) {
      expect(row).toHaveLength(4);
      expect(new Set(row).size).toBe(4);
      expect(row).toEqual([...row].sort((a, b) => a - b));
      for (const input of row) counts[input]!++;
    }
    // Binomial: 3000 axons, chance 1/3, standard deviation 26.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * 26);
  });

  it('keep each pair with the probability, independently', () => {
    const [inputs, outputs, probability] = [40, 1000, 0.15];
    const wiring = wiringOf(compile(`random ${outputs} probability=${probability}`, inputs));
    const mean = inputs * probability;
    const variance = mean * (1 - probability);
    const lengths = wiring.map(({ length }) => length);
    expect(Math.abs(lengths.reduce((sum, length) => sum + length, 0) / outputs - mean)).toBeLessThan(4 * Math.sqrt(variance / outputs));
    const spread = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / outputs;
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / outputs));
    const counts = new Array<number>(inputs).fill(0);
    for (const row of wiring) for (const input of row) counts[input]!++;
    for (const count of counts)
      expect(Math.abs(count - outputs * probability)).toBeLessThan(4 * Math.sqrt(outputs * probability * (1 - probability)));
  });

  it('are the design’s, not the trial’s: their seed and place decide them', () => {
    const wiring = wiringOf(compile('random 50 fan=3', 20));
    expect(wiringOf(compile('random 50 fan=3', 20, { seed: 4 }))).toEqual(wiring);
    expect(wiringOf(compile('random 50 fan=3 seed=1', 20))).not.toEqual(wiring);
    const stacked = compile('random 20 fan=3 > random 20 fan=3', 20);
    expect(wiringOf(stacked, 2)).not.toEqual(wiringOf(stacked, 1));
  });

  it('at probability 1 are full connections', () => {
    const [random, full] = [compile('random 5 probability=1', 4), compile('full 5', 4)];
    expect(wiringOf(random)).toEqual(wiringOf(full));
    for (const network of [random, full]) {
      network.importParameters(full.exportParameters());
      network.kernels.arena.view(network.inputs).set([1, -2, 3, 0.5, 0.1, 0.2, -0.3, 0.4]);
      network.forward(2);
      network.kernels.arena.view(network.outputGradients).set([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]);
      network.backward(2, 'outputs', true);
    }
    for (const tensor of ['outputs', 'gradients'] as const) {
      const expected = full.kernels.arena.view(full[tensor]);
      for (const [index, value] of random.kernels.arena.view(random[tensor]).entries()) expect(value).toBeCloseTo(expected[index]!, 13);
    }
  });

  it('may leave an axon without inputs, and hold rows of any length to their norm', () => {
    const network = compile('random 40 probability=0.05 norm=3', 20);
    const weights = network.kernels.arena.view(network.layers[1]!.parameters!.weights!);
    const norms = Array.from({ length: 40 }, (_, axon) => {
      const links = network.layers[1]!.sources[0]!.connection.links(axon, 0);
      return Math.sqrt(links.reduce((sum, link) => sum + ('weight' in link ? weights[link.weight]! ** 2 : 0), 0));
    });
    expect(norms.filter((norm) => norm === 0).length).toBeGreaterThan(0);
    for (const norm of norms.filter((each) => each > 0)) expect(norm).toBeCloseTo(3, 12);
  });

  it('that keep nothing at all leave the bias', () => {
    const network = compile('random 3 probability=1e-9', 2);
    expect(network.parameterCount).toBe(3);
    network.importParameters([1, 2, 3]);
    network.forward(1);
    expect([...network.kernels.arena.view(network.outputs).subarray(0, 3)]).toEqual([1, 2, 3]);
  });
});

describe('dropout', () => {
  const rows = 40;
  const inputs = 50;

  function outputsOf(network: Network, teaching: boolean, count = rows): number[] {
    network.kernels.fill(network.inputs, 1);
    network.forward(count, teaching);
    return [...network.kernels.arena.view(network.outputs).subarray(0, count * inputs)];
  }

  it('does nothing outside teaching', () => {
    const network = compile('dropout 0.3', inputs, { batch: rows });
    expect(new Set(outputsOf(network, false))).toEqual(new Set([1]));
    expect(network.drawsInTeaching).toBe(true);
    expect(compile('full 3', inputs).drawsInTeaching).toBe(false);
  });

  it('silences its share in teaching and keeps the mean', () => {
    const values = outputsOf(compile('dropout 0.3', inputs, { batch: rows }), true);
    expect(new Set(values)).toEqual(new Set([0, 1 / 0.7]));
    const silenced = values.filter((value) => value === 0).length;
    expect(Math.abs(silenced - 0.3 * rows * inputs)).toBeLessThan(4 * Math.sqrt(0.3 * 0.7 * rows * inputs));
    expect(new Set(outputsOf(compile('dropout 0', inputs, { batch: rows }), true))).toEqual(new Set([1]));
  });

  it('stays the same until redrawn, row by row, and follows from the seed', () => {
    const network = compile('dropout 0.5', inputs, { batch: rows });
    network.redraw(7);
    const few = outputsOf(network, true, 3);
    const all = outputsOf(network, true);
    expect(all.slice(0, few.length)).toEqual(few);
    outputsOf(network, false);
    expect(outputsOf(network, true)).toEqual(all);
    network.redraw(8);
    expect(outputsOf(network, true)).not.toEqual(all);
    network.redraw(7);
    expect(outputsOf(network, true)).toEqual(all);
  });

  it('silences other axons in each layer', () => {
    const network = compile('dropout 0.5 name=a from=input > dropout 0.5 from=input', inputs, { batch: rows });
    const values = outputsOf(network, true);
    expect([...network.kernels.arena.view(network.layers[1]!.axons)]).not.toEqual(values);
  });

  it('sends derivatives back through what it kept', () => {
    const network = compile('dropout 0.5', inputs, { batch: rows });
    const values = outputsOf(network, true);
    network.kernels.fill(network.outputGradients, 1);
    network.backward(rows, 'outputs', true);
    expect([...network.kernels.arena.view(network.layers[0]!.axonGradients)]).toEqual(values);
  });
});
