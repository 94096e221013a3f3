import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { printNotation } from '../../../../src-core/network/notation/printNotation.ts';
import { arbitraryDesigns, wideValues } from './arbitraryDesigns.ts';

describe('compact notation', () => {
  it('round-trips any design', () => {
    fc.assert(
      fc.property(arbitraryDesigns(wideValues), (design) => {
        const printed = printNotation(design);
        expect(parseNotation(printed)).toEqual(design);
        expect(printNotation(parseNotation(printed))).toBe(printed);
      }),
      { seed: 20_265, numRuns: 500 },
    );
  });

  it.each([
    'full 128 relu > full 10 softmax',
    'convolution 5x5x8 same relu > pooling 2x2 max > full 10 softmax',
    'window 8x8 tanh > full 10 exp',
    'full 5 tanh alpha=1.7159 beta=0.6667 bias=off rate=10 norm=3 init=he name=a frozen=on > full 2 from=a,input',
    'convolution 5x8 stride=2 > pooling 3 mean stride=2',
    'window 3x3 same stride=2x1 channels=4 init=normal:0.1',
    'full 10x10 init=he:uniform',
    'window 4x4 clipped stride=2 offset=-1x0',
    'full 8 relu init=unitNorm:2 > direct > random 100 fan=10 seed=3 > dropout 0.25 > random 10x10 probability=0.2 relu',
    'full 8 > direct fixed factor=-0.5 from=layer1,layer1 > dropout 0.5 leakyRelu slope=0.2 > full 3 clippedLinear zMin=-2 zMax=0.5',
  ])('reads %s', (notation) => {
    const design = parseNotation(notation);
    // What is printed may leave defaults out, and reads back as the same.
    expect(parseNotation(printNotation(design))).toEqual(design);
    expect(printNotation(design).split(' > ')).toHaveLength(notation.split(' > ').length);
  });

  it('means what the user guide says', () => {
    const design = parseNotation('convolution 5x5x8 same relu stride=2 > pooling 2x2 mean>full 10 softmax  bias=off from=layer1,input');
    expect(design).toEqual({
      layers: [
        {
          ...base('layer1'),
          connection: { type: 'convolution', window: [5, 5], channels: 8, stride: [2], offset: [0], edge: 'same' },
          update: { type: 'relu' },
        },
        { ...base('layer2'), connection: { type: 'pooling', window: [2, 2], stride: null, offset: [0], kind: 'mean', edge: 'valid' } },
        {
          ...base('layer3'),
          connection: { type: 'full', size: [10] },
          update: { type: 'softmax' },
          bias: false,
          sources: ['layer1', 'input'],
        },
      ],
    });
    expect(printNotation(design)).toBe(
      'convolution 5x5x8 same relu stride=2 > pooling 2x2 mean > full 10 softmax bias=off from=layer1,input',
    );
  });

  it('lets bare words stand in any order', () => {
    expect(parseNotation('convolution 3x3x2 relu same')).toEqual(parseNotation('convolution 3x3x2 same relu'));
    expect(parseNotation('full 3 alpha=2 tanh')).toEqual(parseNotation('full 3 tanh alpha=2'));
  });

  // The mark stands under the character at fault.
  it.each([
    ['', '', 'a layer is expected, such as "full 10 softmax"'],
    ['> full 3', '^', 'a layer is expected before ">"'],
    ['full 3 >', '        ^', 'a layer is expected after ">"'],
    ['full 3 > > full 2', '         ^', 'a layer is expected before ">"'],
    ['ful 3', '^^^', '"ful" is no connection. Expected: full, window, convolution, pooling'],
    ['full 3y', '     ^^', 'the size of "full" is written N or N1xN2'],
    ['convolution 5', '            ^', 'is written HxWxCHANNELS, not "5"'],
    ['full 3 > full 0', '              ^', 'size'],
    ['full 99999999999', '     ^^^^^^^^^^^', 'size'],
    ['full 3 rleu', '       ^^^^', '"rleu" means nothing after "full". Expected: identity, relu'],
    ['full 3 same', '       ^^^^', '"same" means nothing after "full"'],
    ['full 3 relu tanh', '            ^^^^', 'comes after "relu" at character 8'],
    ['pooling 2x2 max mean', '                ^^^^', 'comes after "max"'],
    ['full 3 bias=maybe', '            ^^^^^', 'bias= takes "on" or "off"'],
    ['full 3 rate=fast', '            ^^^^', 'rate= takes a number'],
    ['full 3 rate=1e999', '            ^^^^^', 'rate: '],
    ['full 3 rate=-1', '            ^^', 'rate: '],
    ['full 3 rate=1 rate=2', '              ^^^^^^', '"rate=2" comes after "1" at character 13'],
    ['full 3 name=3d', '            ^^', 'name: starts with a letter'],
    ['full 3 name=', '            ^', 'name= takes a name'],
    ['full 3 from=a,,b', '            ^^^^', 'from: starts with a letter'],
    ['full 3 init=hee', '            ^^^', 'There is no initializer "hee"'],
    ['full 3 init=normal:x', '            ^^^^^^^^', 'init= takes an initializer'],
    ['full 3 init=normal:-1', '            ^^^^^^^^^', 'deviation'],
    ['full 3 init=normal:1:2', '            ^^^^^^^^^^', 'init= takes an initializer'],
    ['full 3 relu alpha=2', '            ^^^^^', 'has no setting "alpha". Known: bias'],
    ['full 3 tanh alpha=0', '                  ^', 'alpha'],
    ['full 3 toString=1', '       ^^^^^^^^', 'has no setting "toString"'],
    ['full 3 =1', '       ^', 'has no setting ""'],
    ['window 3x3 stride=a', '                  ^', 'stride= takes sizes such as 2 or 2x1'],
    ['direct 5 relu', '       ^', '"direct" takes the size of its source; leave "5" out'],
    ['direct x', '       ^', '"x" means nothing after "direct"'],
    ['dropout 0.5x2', '        ^^^^^', 'the size of "dropout" is written PROBABILITY, not "0.5x2"'],
    ['dropout 1', '        ^', 'probability'],
    ['random 5 fan=-1', '             ^^', 'fan'],
    ['full 3 clippedLinear zMin=2', '^^^^', 'must be more than z min'],
    ['full 3 clippedLinear zMin=2 zMax=1', '                                 ^', 'must be more than z min'],
    ['window 3x3 offset=1x', '                  ^^', 'offset= takes sizes such as 2 or 2x1'],
    ['window 3x3 stride=0', '                  ^', 'stride'],
  ])('points at what is wrong with "%s"', (text, marks, message) => {
    const error = catchError(() => parseNotation(text));
    expect(error).toMatchObject({ code: 'design/notation' });
    expect(error.message).toContain(message);
    const { position, length } = error.details as { position: number; length: number };
    expect(position).toBe(marks.length - marks.trimStart().length);
    expect(length).toBe(Math.max(marks.trim().length, 1));
    expect(error.message).toContain(`At character ${position + 1}: `);
  });

  it('refuses what is too long', () => {
    expect(() => parseNotation(new Array(257).fill('full 2').join(' > '))).toThrow('at most 256 layers');
    expect(() => parseNotation(' '.repeat(100_001))).toThrow('longer than');
  });
});

function base(name: string) {
  const update = { type: 'identity' };
  return { name, sources: null, update, bias: true, initializer: null, learningRateScale: 1, rowNorm: null, frozen: false };
}

function catchError(run: () => unknown): WorkbenchError {
  try {
    run();
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
