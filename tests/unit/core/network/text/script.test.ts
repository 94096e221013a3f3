import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../../src-core/errors.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { printNotation } from '../../../../../src-core/network/notation/printNotation.ts';
import { parseScript } from '../../../../../src-core/network/text/parseScript.ts';
import { printScript } from '../../../../../src-core/network/text/printScript.ts';
import { describeNetwork } from '../../../../../src-core/network/describeNetwork.ts';
import { arbitraryDesigns, smallValues } from '../arbitraryDesigns.ts';
import { readFixture } from './readFixture.ts';

const windows = readFixture('windows.script');

describe('scripts of the original project', () => {
  it("reads the note's window network, with its layer rates and its loss", () => {
    const script = parseScript(windows);
    expect(script.inputShape).toEqual([28, 28]);
    expect(printNotation(script.design)).toBe('window 8x8 relu > window 5x5 relu rate=10 > full 10 exp beta=0.5 rate=20');
    expect(script.loss).toEqual({ type: 'kullbackLeibler', smoothing: 0.01 });
    expect(script.normalised).toBe(true);
  });

  it('reads convolutions, both poolings, parameters of updates and options of connections', () => {
    const { design } = parseScript(readFixture('convolution.script'));
    expect(printNotation(design)).toBe(
      'convolution 5x5x8 relu > pooling 2x2 > convolution 5x5x16 tanh alpha=1.7159 beta=0.6666667 > pooling 2x2 mean stride=2x2 > full 10 exp',
    );
  });

  it.each(['windows.script', 'windowsTanh.script', 'convolution.script'])('prints %s so that it reads back the same', (name) => {
    const script = parseScript(readFixture(name));
    const printed = printScript(script);
    expect(parseScript(printed)).toEqual(script);
    expect(printScript(parseScript(printed))).toBe(printed);
  });

  it('prints words of the original where there are any, and those of the notation elsewhere', () => {
    const notation =
      'window 3x3 same leakyRelu slope=0.1 channels=2 stride=2 name=first > dropout 0.25 > random 12 fan=5 norm=3 > full 2x5 softmax from=layer3,first bias=off > direct';
    const script = { inputShape: [9, 9], design: parseNotation(notation), loss: { type: 'pNorm', p: 2 }, normalised: false };
    const printed = printScript(script);
    expect(printed.split('\n')).toEqual([
      'layer (9,9) none',
      'layer (5,5,2) masq (3,3) same stride=2 leakyRelu 0.1 name=first',
      'layer (5,5,2) dropout 0.25 none',
      'layer (12) random 12 fan=5 none norm=3',
      'layer (2,5) full softmax bias=off from=layer3,first',
      'layer (2,5) direct none',
      'layer (2,5) loss pNorm 2',
      '',
    ]);
    expect(parseScript(printed)).toEqual(script);
  });

  it('prints any design that fits its inputs so that it reads back the same', () => {
    fc.assert(
      fc.property(arbitraryDesigns(smallValues), fc.constantFrom([6], [5, 4], [4, 3, 2]), (design, inputShape) => {
        fc.pre(describeNetwork(design, inputShape).every(({ error }) => error === null));
        const script = { inputShape, design, loss: { type: 'kullbackLeibler', smoothing: 0.1 }, normalised: true };
        expect(parseScript(printScript(script))).toEqual(script);
      }),
      { seed: 20250611, numRuns: 200 },
    );
  });

  it('takes one channel for none, and capitals as they come', () => {
    const { design } = parseScript('layer (6,6) none\nlayer (4,4) conv (3,3) RELU\nlayer (2) full EXP 2\nlayer (2) loss normalised kl');
    expect(printNotation(design)).toBe('convolution 3x3x1 relu > full 2 exp alpha=2');
  });
});

const small = 'layer (6,6) none\nlayer (4,4) masq (3,3) ReLU\nlayer (2) full exp 1 0.5\nlayer (2) loss normalised KL 0.01\n';

/** Each bad script as a change to a good one; where the mistake is; and a part of the message. */
const badScripts: readonly {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly at: readonly [number, number];
  readonly says: RegExp;
}[] = [
  { what: 'an unknown connection', from: 'masq', to: 'mask', at: [2, 13], says: /"mask".*masq.*conv/ },
  { what: 'an unknown update', from: 'ReLU', to: 'RELUX', at: [2, 24], says: /RELUX/ },
  { what: 'an unknown setting', from: 'ReLU', to: 'ReLU rat=3', at: [2, 29], says: /rat.*rate/ },
  { what: 'a layer within a line', from: 'ReLU', to: 'ReLU > full', at: [2, 29], says: /">" means nothing/ },
  { what: 'a layer within a word', from: 'ReLU', to: 'ReLU>full', at: [2, 24], says: /">" means nothing/ },
  { what: 'an unknown loss', from: 'KL', to: 'KK', at: [4, 27], says: /"KK".*KL/ },
  { what: 'something other than a layer', from: 'layer (4,4)', to: 'lair (4,4)', at: [2, 1], says: /"layer" is expected, not "lair"/ },
  { what: 'a number that is none', from: '0.5', to: '0.5.1', at: [3, 22], says: /0\.5\.1/ },
  { what: 'a parameter out of range', from: 'exp 1 0.5', to: 'exp 1 -0.5', at: [3, 22], says: /beta|β/ },
  { what: 'a number too many', from: '0.5', to: '0.5 7', at: [3, 26], says: /exp has no parameter left for 7/ },
  { what: 'a size of letters', from: '(3,3)', to: '(3,x)', at: [2, 21], says: /"x"/ },
  { what: 'a size of 0', from: '(3,3)', to: '(3,0)', at: [2, 21], says: /0/ },
  { what: 'a parenthesis that is not closed', from: '(3,3)', to: '(3,3', at: [2, 23], says: /"\)".*"ReLU"/ },
  { what: 'a size that is missing', from: ' (3,3)', to: '', at: [2, 18], says: /begins with "\(".*"ReLU"/ },
  { what: 'a shape that its connection does not give', from: '(4,4)', to: '(5,4)', at: [2, 7], says: /5×4.*4×4/ },
  { what: 'a window larger than its source', from: '(3,3)', to: '(9,9)', at: [2, 13], says: /layer1.*9×9/ },
  { what: 'a loss over other axons than the last layer has', from: '(2) loss', to: '(3) loss', at: [4, 7], says: /3/ },
  { what: 'a script without a loss', from: 'layer (2) loss normalised KL 0.01\n', to: '', at: [4, 1], says: /loss is expected/ },
  {
    what: 'a script cut off within a layer',
    from: ' exp 1 0.5\nlayer (2) loss normalised KL 0.01\n',
    to: '',
    at: [3, 15],
    says: /loss is expected/,
  },
  { what: 'a layer after the loss', from: '0.01\n', to: '0.01\nlayer (2) full', at: [5, 1], says: /nothing can come after/ },
  { what: 'an input with a connection', from: 'none', to: 'full', at: [1, 13], says: /"none" is expected/ },
  { what: 'a shape of too many axons', from: '(6,6)', to: '(60000,60000)', at: [1, 7], says: /at most.*axons/ },
  { what: 'a name taken twice', from: 'exp 1 0.5', to: 'exp name=layer1', at: [3, 11], says: /layer1/ },
];

describe('bad scripts', () => {
  it.each(badScripts)('$what is refused where it stands', ({ from, to, at: [line, column], says }) => {
    expect(small).toContain(from);
    const error = refusal(small.replace(from, to));
    expect(error.code).toBe('design/text-format');
    expect(error.message).toMatch(says);
    expect(error.message).toContain(`Line ${line}, column ${column}: `);
    expect(error.details).toMatchObject({ line, column });
  });

  it('refuses an empty file, and one that is far too long', () => {
    expect(refusal('# nothing\n').message).toContain('Line 2, column 1: "layer" is expected, not the end of the file.');
    expect(refusal('#'.repeat(1_000_001)).message).toContain('at most 1000000 characters');
  });
});

describe('damaged scripts', () => {
  it.each(['windows.script', 'convolution.script'])('%s is read or refused with a place, whatever happens to it', (name) => {
    const text = readFixture(name);
    const places = fc.integer({ min: 0, max: text.length - 1 });
    const damage = fc.oneof(
      fc.constantFrom('', '0', '9', '-', '.', ' ', '\n', '(', ')', ',', '#', '=', '>', 'full', '99999999', 'layer'),
      fc.string(),
    );
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 30 }), damage, (start, length, put) => {
        try {
          parseScript(text.slice(0, start) + put + text.slice(start + length));
        } catch (error) {
          expect(error).toMatchObject({
            code: 'design/text-format',
            details: { line: expect.any(Number) as number, column: expect.any(Number) as number },
          });
        }
      }),
      { seed: 20250611, numRuns: 1000 },
    );
  });
});

function refusal(text: string): WorkbenchError {
  try {
    parseScript(text);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('The script was read.');
}
