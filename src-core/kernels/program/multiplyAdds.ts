import { Opcode } from '../assembly/opcode.ts';
import type { Operation } from './operation.ts';

/**
 * Multiply-adds of the products among some operations: how long they take, roughly.
 * @param indices the memory in which patches and grids are described
 */
export function multiplyAddsOf(operations: readonly Operation[], indices: Int32Array): number {
  return operations.reduce((sum, operation) => sum + productsOf(operation, indices), 0);
}

function productsOf({ opcode, arguments: values }: Operation, indices: Int32Array): number {
  const description = (count: number): number[] => Array.from(indices.subarray(values[3]! / 4, values[3]! / 4 + count));
  switch (opcode) {
    case Opcode.forwardProduct:
    case Opcode.inputGradientProduct:
    case Opcode.weightGradientProduct:
      return values[3]! * values[4]! * values[5]!;
    case Opcode.convolutionForward:
    case Opcode.convolutionInputGradient:
    case Opcode.convolutionWeightGradient:
    case Opcode.windowForward:
    case Opcode.windowInputGradient:
    case Opcode.windowWeightGradient: {
      const [batch, positions, taps, , channelsIn, channelsOut] = description(6) as [number, number, number, number, number, number];
      return batch * positions * taps * channelsIn * channelsOut;
    }
    case Opcode.directForward:
    case Opcode.directInputGradient:
    case Opcode.directWeightGradient: {
      const [batch, , , channelsIn, channelsOut, ...sides] = description(9) as [number, number, number, number, number, ...number[]];
      return batch * channelsIn * channelsOut * sides.reduce((product, side) => product * side, 1);
    }
    default:
      return 0;
  }
}
