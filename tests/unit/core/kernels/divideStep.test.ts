import { describe, expect, it } from 'vitest';
import { Opcode } from '../../../../src-core/kernels/assembly/opcode.ts';
import { divideStep } from '../../../../src-core/kernels/program/divideStep.ts';
import type { Operation } from '../../../../src-core/kernels/program/operation.ts';
import { largestShare, rangeOf, type Part } from '../../../../src-core/kernels/program/share.ts';
import { edgeSizes } from './kernelFixtures.ts';

function partsOf(threads: number): Part[] {
  return Array.from({ length: threads }, (_, thread) => ({
    thread,
    threads,
    scratch: (original) => original + thread,
    describe: (original) => original + thread,
  }));
}

function divided(operations: readonly Operation[], threads: number): string[][] {
  return divideStep(operations, partsOf(threads), new Int32Array(0)).map((program) =>
    program.map(({ opcode, arguments: values }) => [Opcode[opcode], ...values].join(' ')),
  );
}

describe('ranges', () => {
  it.each(edgeSizes)('of %d things cover them once, in whole units', (total) => {
    for (const unit of [1, 2, 4, 8]) {
      for (const threads of [1, 2, 3, 5]) {
        const ranges = partsOf(threads).map((part) => rangeOf(part, total, unit));
        let next = 0;
        for (const { from, count } of ranges) {
          expect(from).toBe(next);
          next += count;
          if (next < total) expect(next % unit).toBe(0);
        }
        expect(next).toBe(total);
        expect(largestShare(threads, total, unit)).toBe(Math.max(...ranges.map(({ count }) => count)) / total);
      }
    }
  });
});

describe('a divided step', () => {
  it('meets only where something depends on what others have done', () => {
    // Rows 0 and 1 of y at 1000 take 40 columns; x at 2000; w at 3000; z at 9000 has nothing to do with them.
    const operations: Operation[] = [
      { opcode: Opcode.fill, arguments: [9000, 0, 32] },
      { opcode: Opcode.setRows, arguments: [1000, 8000, 2, 40] },
      { opcode: Opcode.forwardProduct, arguments: [1000, 2000, 3000, 2, 8, 40] },
      { opcode: Opcode.relu, arguments: [1000, 80] },
    ];
    expect(divided(operations, 2)).toEqual([
      ['fill 9000 0 16', 'setRows 1000 8000 1 40', 'meet', 'dotProduct 1000 160 2000 32 3000 32 2 20 8', 'meet', 'relu 1000 32'],
      ['fill 9064 0 16', 'setRows 1160 8000 1 40', 'meet', 'dotProduct 1080 160 2000 32 3640 32 2 20 8', 'meet', 'relu 1128 48'],
    ]);
  });

  it('leaves what cannot be divided to the first thread, alone', () => {
    const alone = { opcode: Opcode.laneSums, arguments: [1000, 2000, 3, 4] };
    const fill = { opcode: Opcode.fill, arguments: [9000, 0, 32] };
    expect(divided([fill, alone, fill], 2)).toEqual([
      ['fill 9000 0 16', 'meet', 'laneSums 1000 2000 3 4', 'meet', 'fill 9000 0 16'],
      ['fill 9064 0 16', 'meet', 'meet', 'fill 9064 0 16'],
    ]);
  });

  it('has losses and penalties summed by one thread, and waits for what they leave', () => {
    // z and its gradient lie at 1000 and 2000, targets at 3000, weights and their gradients at 4000 and 5000.
    const loss = { opcode: Opcode.lossSum, arguments: [1, 2000, 1000, 3000, 0, 2, 8, 1, 0, 0.5, 9000] };
    const penalty = { opcode: Opcode.weightPenalty, arguments: [4000, 5000, 32, 0, 1] };
    const step = { opcode: Opcode.momentumStep, arguments: [4000, 5000, 6000, 0, 32, 0, 0, 1] };
    const sums = ['lossSum 1 2000 1000 3000 0 2 8 1 0 0.5 9000', 'weightPenalty 4000 5000 32 0 1'];
    expect(divided([loss, penalty, step], 2)).toEqual([
      [...sums, 'meet', 'momentumStep 4000 5000 6000 0 16 0 0 1'],
      ['meet', 'momentumStep 4064 5064 6064 0 16 0 0 1'],
    ]);
  });

  it('has an evaluation wait for nothing where there are no gradients and no weights of rows', () => {
    const loss = { opcode: Opcode.lossSum, arguments: [1, 0, 1000, 3000, 0, 2, 8, 1, 0, 0.5, 9000] };
    const fill = { opcode: Opcode.fill, arguments: [16, 0, 32] };
    expect(divided([fill, loss], 2)).toEqual([['fill 16 0 16', 'lossSum 1 0 1000 3000 0 2 8 1 0 0.5 9000'], ['fill 80 0 16']]);
  });

  it('gathers and keeps rows by rows', () => {
    const gather = { opcode: Opcode.gatherRows, arguments: [1000, 5000, 10, 5, 0] };
    const keep = { opcode: Opcode.keepRows, arguments: [9000, 8000, 10, 5] };
    expect(divided([gather, keep], 2)).toEqual([
      ['gatherRows 1000 5000 10 2 0', 'keepRows 9000 8000 10 2'],
      ['gatherRows 1080 5000 10 3 2', 'keepRows 9080 8080 10 3'],
    ]);
  });

  it('goes by rows where outputs are too few', () => {
    const product = { opcode: Opcode.forwardProduct, arguments: [1000, 2000, 3000, 32, 8, 10] };
    expect(divided([product], 2)).toEqual([
      ['dotProduct 1000 40 2000 32 3000 32 16 10 8'],
      [`dotProduct ${1000 + 16 * 40} 40 ${2000 + 16 * 32} 32 3000 32 16 10 8`],
    ]);
  });

  it('divides gradients by outputs and by inputs, and has every share count the zeros of all derivatives', () => {
    // dz [3, 16] at 2000; x and dx [3, 64] at 3000 and 20000; w and dw [16, 64] at 4000 and 10000; scratch at 90000.
    const weights = { opcode: Opcode.weightGradientProduct, arguments: [10000, 2000, 3000, 3, 64, 16, 90000] };
    const inputs = { opcode: Opcode.inputGradientProduct, arguments: [20000, 2000, 4000, 3, 64, 16, 90000] };
    expect(divided([weights, inputs], 2)).toEqual([
      [
        'gradientProduct 10000 256 2000 4 64 3000 256 8 64 3 90000 2000 48 64',
        'gradientProduct 20000 256 2000 64 4 4000 256 3 32 16 90000 2000 48 64',
      ],
      [
        `gradientProduct ${10000 + 8 * 256} 256 ${2000 + 8 * 4} 4 64 3000 256 8 64 3 90001 2000 48 64`,
        `gradientProduct ${20000 + 32 * 4} 256 2000 64 4 ${4000 + 32 * 4} 256 3 32 16 90001 2000 48 64`,
      ],
    ]);
  });
});
