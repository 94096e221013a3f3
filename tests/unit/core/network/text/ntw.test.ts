import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../../src-core/errors.ts';
import { createKernels } from '../../../../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../../../../src-core/network/compileNetwork.ts';
import { describeNetwork } from '../../../../../src-core/network/describeNetwork.ts';
import type { Design } from '../../../../../src-core/network/design.ts';
import type { Network } from '../../../../../src-core/network/network.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { printNotation } from '../../../../../src-core/network/notation/printNotation.ts';
import { parseNtw } from '../../../../../src-core/network/text/parseNtw.ts';
import { printNtw } from '../../../../../src-core/network/text/printNtw.ts';
import type { SavedNetwork } from '../../../../../src-core/network/text/savedNetwork.ts';
import { snapshotNetwork } from '../../../../../src-core/network/text/snapshotNetwork.ts';
import { createRandom } from '../../../../../src-core/random/createRandom.ts';
import type { Shape } from '../../../../../src-core/shape.ts';
import { arbitraryDesigns, smallValues } from '../arbitraryDesigns.ts';
import { readFixture } from './readFixture.ts';

/** A design's network over drawn weights and biases, after a pass over a drawn input. */
function drawnNetwork(given: string | Design, inputShape: Shape, precision: 'float32' | 'float64' = 'float64'): SavedNetwork {
  const random = createRandom(7);
  const design = typeof given === 'string' ? parseNotation(given) : given;
  const network = compileNetwork(design, inputShape, { kernels: createKernels(precision), batch: 1, random });
  network.importParameters(network.exportParameters().map((weight) => weight + 0.1 * random.normal()));
  const inputs = Array.from({ length: network.layers[0]!.size }, () => random.normal());
  return snapshotFor(network, inputs);
}

/** The network after a pass over one input. */
function snapshotFor(network: Network, inputs: ArrayLike<number>): SavedNetwork {
  network.kernels.arena.view(network.inputs).set(inputs);
  network.forward(1);
  return snapshotNetwork(network);
}

/** What the network of a file makes of the input that the file holds. */
function recomputed({ inputShape, design, parameters, values }: SavedNetwork): ArrayLike<number> {
  const network = compileNetwork(design, inputShape, { kernels: createKernels('float64'), batch: 1, random: createRandom(1) });
  network.importParameters(parameters);
  return snapshotFor(network, Array.from(values).slice(0, network.layers[0]!.size)).values;
}

function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return Math.max(...Array.from(first, (value, index) => Math.abs(value - second[index]!)));
}

describe('files worked by hand', () => {
  it.each([
    ['window.ntw', 'window 2 relu > full 2 exp beta=0.5'],
    ['windowVerbatim.ntw', 'window 2 relu > full 2 exp beta=0.5'],
    ['pooledConvolution.ntw', 'convolution 2x2 relu > pooling 2 stride=1 > full 1 bias=off'],
  ])('%s has the design its sites show, and gives the values written', (name, notation) => {
    const saved = parseNtw(readFixture(name));
    expect(printNotation(saved.design)).toBe(notation);
    expect(largestDifference(recomputed(saved), saved.values)).toBeLessThan(1e-12);
  });

  it('keeps weights in canonical order: by layer, by axon, then biases', () => {
    const { parameters } = parseNtw(readFixture('window.ntw'));
    expect([...Array.from(parameters)]).toEqual([2, 1, -1, 0.5, -2, 3, 0.5, -1, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect([...Array.from(parseNtw(readFixture('pooledConvolution.ntw')).parameters)]).toEqual([1, -1, 0.5, 0.5, 0.5, 0, 1, 0, 0, 2]);
  });

  it('takes kernels that differ from place to place, if in a bias only, for windows', () => {
    const { design } = parseNtw(readFixture('pooledConvolution.ntw').replace('1.5 0.5 2', '1.5 0.6 2'));
    expect(printNotation(design)).toBe('window 2 relu channels=2 > pooling 2 stride=1 > full 1 bias=off');
  });

  it('reads the same network from the plain and the verbatim variant', () => {
    const plain = parseNtw(readFixture('window.ntw'));
    expect(parseNtw(readFixture('windowVerbatim.ntw'))).toEqual(plain);
    expect(parseNtw(printNtw(plain, 'verbatim'))).toEqual(plain);
  });
});

/** Designs whose connections the sites alone show, with their inputs. */
const shown: readonly (readonly [string, Shape])[] = [
  ['full 5 tanh > full 3 exp alpha=2 beta=0.5 rate=20', [4, 3]],
  ['window 8x8 relu > window 5x5 tanh rate=10 > full 10 exp beta=0.5 rate=20', [28, 28]],
  ['window 3x2 channels=3 stride=2x1 norm=3 > full 2x2 logistic', [9, 6]],
  ['window 3x3 same relu > full 2', [5, 5]],
  ['window 3x3 clipped stride=2 offset=-1 > full 2', [6, 6]],
  ['convolution 3x3x4 relu > convolution 3x3x2 same stride=2 tanh name=second > full 3 softmax', [8, 8, 2]],
  ['convolution 3x4 relu > pooling 2 > convolution 2x3 same > pooling 3 mean stride=2 > full 2', [20]],
  ['convolution 2x2x2x3 relu > full 2', [4, 4, 4]],
  ['convolution 3x3x4 relu > pooling 2x2 mean > pooling 2x2 stride=1 > full 3', [10, 10]],
  ['direct relu > direct fixed factor=0.3 > full 4 bias=off frozen=on > full 2 init=normal:0.2', [6]],
  ['full 6 relu name=a > full 6 name=b > full 3 from=a,b,input > direct from=layer3', [5]],
  ['window 4 stride=3 > full 1', [16]],
];

describe('from a network to a file and back', () => {
  it.each(shown)('%s', (notation, inputShape) => {
    const network = drawnNetwork(notation, inputShape);
    for (const variant of ['plain', 'verbatim'] as const) {
      const read = parseNtw(printNtw(network, variant));
      expect(printNotation(read.design)).toBe(printNotation(network.design));
      expect(read.inputShape).toEqual(inputShape);
      // Nine digits of numbers near 1, or all of them.
      const tolerance = variant === 'plain' ? 1e-8 : 0;
      // What lies outside the source is in no file, and 0 when read.
      const known = Array.from(network.parameters, (weight, index) => (read.parameters[index] === 0 ? 0 : weight));
      expect(largestDifference(known, read.parameters)).toBeLessThanOrEqual(tolerance);
      expect(largestDifference(read.values, network.values)).toBeLessThanOrEqual(10 * tolerance);
      expect(largestDifference(recomputed(read), network.values)).toBeLessThanOrEqual(variant === 'plain' ? 1e-6 : 1e-14);
    }
  });

  it('gives a float32 network back to the bit, even plain', () => {
    const network = drawnNetwork('convolution 3x3x4 relu > window 2x2 tanh > full 3 exp', [8, 8], 'float32');
    const read = parseNtw(printNtw(network));
    expect(Float32Array.from(read.parameters)).toEqual(network.parameters);
    expect(Float32Array.from(read.values)).toEqual(Float32Array.from(network.values));
  });

  it('names the connection in the verbatim variant, so that what sites cannot show comes back too', () => {
    const notation = 'random 8 relu probability=0.5 seed=3 > dropout 0.25 > full 2';
    const network = drawnNetwork(notation, [6]);
    const read = parseNtw(printNtw(network, 'verbatim'));
    expect(printNotation(read.design)).toBe(notation);
    expect(largestDifference(recomputed(read), network.values)).toBeLessThan(1e-14);
    expect(() => parseNtw(printNtw(network))).toThrow(/Line 6, column 1: layer "layer1" is connected as neither.*verbatim/);
  });

  it('recognises windows however they are laid, as long as one of them is whole', () => {
    const laid = fc.record({
      kind: fc.constantFrom('window' as const, 'convolution' as const, 'max' as const, 'mean' as const),
      size: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
      stride: fc.integer({ min: 1, max: 3 }),
      offset: fc.integer({ min: -2, max: 2 }),
      edge: fc.constantFrom('valid', 'same', 'clipped'),
      channels: fc.integer({ min: 1, max: 3 }),
      channelsIn: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(laid, ({ kind, size, stride, offset, edge, channels, channelsIn }) => {
        const box = size.join('x');
        const connection = {
          window: `window ${box} channels=${channels}`,
          convolution: `convolution ${box}x${channels}`,
          max: `pooling ${box} max`,
          mean: `pooling ${box} mean`,
        }[kind];
        const notation = `${connection} ${edge} stride=${stride} offset=${offset}`;
        const inputShape = [...size.map((axis, index) => 9 + axis + index), ...(channelsIn > 1 ? [channelsIn] : [])];
        fc.pre(describeNetwork(parseNotation(notation), inputShape).every(({ error }) => error === null));
        const network = drawnNetwork(`${notation} > full 2`, inputShape);
        const back = parseNtw(printNtw(network));
        // Windows of one weight each are a direct connection.
        const types = size.every((axis) => axis === 1) ? ['direct', connection.split(' ')[0]] : [connection.split(' ')[0]];
        expect(types).toContain(back.design.layers[0]!.connection.type);
        expect(largestDifference(recomputed(back), network.values)).toBeLessThan(1e-6);
      }),
      { seed: 20250611, numRuns: 100 },
    );
  });

  it('gives any network back that can be compiled, with all digits, from the verbatim variant', () => {
    let read = 0;
    fc.assert(
      fc.property(arbitraryDesigns(smallValues), fc.constantFrom([6], [5, 4], [4, 3, 2]), (design, inputShape) => {
        fc.pre(describeNetwork(design, inputShape).every(({ error }) => error === null) && design.layers.every(namesSourcesOnce));
        const network = drawnNetwork(design, inputShape);
        fc.pre(network.values.length < 2000 && Array.from(network.values).every(Number.isFinite));
        const back = parseNtw(printNtw(network, 'verbatim'));
        expect(back.design).toEqual(design);
        expect(back.values).toEqual(Float64Array.from(network.values));
        expect(largestDifference(recomputed(back), network.values)).toBe(0);
        read++;
      }),
      { seed: 20250611, numRuns: 100 },
    );
    expect(read).toBe(100);
  });

  it('refuses weights that are missing or not finite', () => {
    const network = drawnNetwork('full 2', [3]);
    expect(() => printNtw({ ...network, parameters: [1] })).toThrow(/8 parameters, but 1 numbers/);
    expect(() => printNtw({ ...network, values: [1] })).toThrow(/5 axons, but 1 numbers/);
    expect(() => printNtw({ ...network, parameters: new Float64Array(8).fill(NaN) })).toThrow(/not finite/);
    expect(() => printNtw({ inputShape: [4000], design: parseNotation('full 4000'), parameters: [], values: [] })).toThrow(
      /16,000,000 connections/,
    );
  });
});

function namesSourcesOnce({ sources }: Design['layers'][number]): boolean {
  return sources === null || new Set(sources).size === sources.length;
}

const plain = readFixture('window.ntw');
const verbatim = readFixture('windowVerbatim.ntw');

/** Each bad file as a change to a good one; where the mistake is; and a part of the message. */
const badFiles: readonly {
  readonly what: string;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly at: readonly [number, number];
  readonly says: RegExp;
}[] = [
  { what: 'another kind of file', text: plain, from: 'ntw 1', to: 'network 1', at: [2, 1], says: /"ntw" is expected/ },
  { what: 'a later version', text: plain, from: 'ntw 1', to: 'ntw 2', at: [2, 5], says: /version/ },
  { what: 'an unknown word', text: plain, from: 'layers', to: 'levels', at: [3, 1], says: /"layers" is expected, not "levels"/ },
  { what: 'an unknown update', text: plain, from: 'ReLU', to: 'step', at: [5, 7], says: /step/ },
  { what: 'a layer within another', text: verbatim, from: 'reads window 2', to: 'reads window 2 > full 2', at: [4, 43], says: />/ },
  { what: 'an unknown label', text: verbatim, from: 'value 2 ', to: 'worth 2 ', at: [8, 8], says: /"value" is expected, not "worth"/ },
  { what: 'another site than the next', text: verbatim, from: 'site 5', to: 'site 6', at: [14, 6], says: /between 5 and 5/ },
  { what: 'a wrong count of layers', text: plain, from: 'layers 3', to: 'layers 4', at: [7, 1], says: /shape of layer 3/ },
  { what: 'a wrong count of sites', text: plain, from: 'sites 9', to: 'sites 8', at: [7, 7], says: /8 sites.*layers have 9/ },
  { what: 'a wrong count of connections', text: plain, from: '4.5 0.5 2', to: '4.5 0.5 3', at: [14, 1], says: /connected|between/ },
  { what: 'more connections than lower sites', text: plain, from: '4.5 0.5 2', to: '4.5 0.5 5', at: [13, 9], says: /between 0 and 4/ },
  { what: 'a parenthesis that is not closed', text: plain, from: '(3) 4', to: '(3 4', at: [5, 4], says: /"\)"/ },
  { what: 'an offset that is not the sum before it', text: plain, from: '(2) 7', to: '(2) 8', at: [6, 5], says: /offset 8.*7 sites/ },
  { what: 'a number that is none', text: plain, from: '0 2 ', to: '0 2,5 ', at: [13, 15], says: /"2,5"/ },
  { what: 'a character that is none', text: plain, from: '0 2 ', to: '0 2\u0000 ', at: [13, 15], says: /is a number/ },
  { what: 'a weight that is infinite', text: plain, from: '0 2 ', to: '0 1e999 ', at: [13, 15], says: /1e999/ },
  { what: 'a site that is no whole number', text: plain, from: '1 -1 ', to: '1.5 -1 ', at: [14, 13], says: /1\.5/ },
  { what: 'a connection to a site of its own layer', text: plain, from: '1 -1 ', to: '5 -1 ', at: [14, 13], says: /between 0 and 3/ },
  { what: 'a connection made twice', text: plain, from: '2 0.5', to: '1 0.5', at: [14, 20], says: /site 5 is connected to site 1 twice/ },
  {
    what: 'a file cut off among its sites',
    text: plain,
    from: plain.slice(plain.indexOf('1 0     3')),
    to: '',
    at: [16, 1],
    says: /the end of the file/,
  },
  { what: 'a file cut off before its end', text: plain, from: 'end\n', to: '', at: [18, 1], says: /"end" is expected/ },
  { what: 'a file that goes on', text: plain, from: 'end\n', to: 'end\n1', at: [19, 1], says: /nothing can come after/ },
  {
    what: 'more sites than the file can hold',
    text: plain,
    from: plain.slice(plain.indexOf('(2) 7')),
    to: '(100000) 7 none\nsites 100007\n0 0 0',
    at: [7, 7],
    says: /100007 sites.*truncated/,
  },
  { what: 'more axons than any network has', text: plain, from: '(2) 7', to: '(99999,99999) 7', at: [6, 1], says: /at most/ },
  { what: 'an input that is taught', text: plain, from: '(4) 0 none', to: '(4) 0 ReLU', at: [4, 7], says: /layer 0 is the input/ },
  {
    what: 'a layer that reads nothing',
    text: plain.replace(/^1 0 {5}3.*\n20.*$/m, '1 0 0\n1 0 0'),
    from: 'ntw',
    to: 'ntw',
    at: [6, 1],
    says: /"layer2" has no connections/,
  },
  {
    what: 'a layer connected like none',
    text: plain,
    from: '0 2    1 1',
    to: '0 2    3 1',
    at: [5, 1],
    says: /layer "layer1" is connected as neither/,
  },
  {
    what: 'a connection that is not the one named',
    text: verbatim,
    from: 'reads window 2',
    to: 'reads full 3',
    at: [4, 1],
    says: /"layer1" are not connected.*"full"/,
  },
];

describe('bad files', () => {
  it.each(badFiles)('$what is refused where it stands', ({ text, from, to, at: [line, column], says }) => {
    expect(text).toContain(from);
    const error = refusal(text.replace(from, to));
    expect(error.code).toBe('design/text-format');
    expect(error.message).toMatch(says);
    expect(error.message).toContain(`Line ${line}, column ${column}: `);
    expect(error.details).toMatchObject({ line, column });
  });
});

describe('damaged files', () => {
  it.each(['window.ntw', 'windowVerbatim.ntw', 'pooledConvolution.ntw'])(
    '%s is read or refused with a place, whatever happens to it',
    (name) => {
      const text = readFixture(name);
      const places = fc.integer({ min: 0, max: text.length - 1 });
      const damage = fc.oneof(
        fc.constantFrom('', '0', '9', '-', '.', 'e', ' ', '\n', '(', ')', ',', '#', '//', '=', '>', 'full', '99999999', '\u0000', 'é'),
        fc.string(),
      );
      let refused = 0;
      fc.assert(
        fc.property(places, fc.integer({ min: 0, max: 30 }), damage, (start, length, put) => {
          try {
            parseNtw(text.slice(0, start) + put + text.slice(start + length));
          } catch (error) {
            refused++;
            expect(error).toMatchObject({
              code: 'design/text-format',
              details: { line: expect.any(Number) as number, column: expect.any(Number) as number },
            });
          }
        }),
        { seed: 20250611, numRuns: 500 },
      );
      expect(refused).toBeGreaterThan(100);
    },
  );
});

function refusal(text: string): WorkbenchError {
  try {
    parseNtw(text);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('The file was read.');
}
