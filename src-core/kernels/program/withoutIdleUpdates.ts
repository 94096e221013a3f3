import { Opcode } from '../assembly/opcode.ts';
import { type Operation } from './operation.ts';

const updatesInPlace: ReadonlySet<Opcode> = new Set([Opcode.exp, Opcode.softmax]);

/**
 * A step without updates whose values nobody reads: where a loss is taken from the sums z below a softmax or exp, the outputs are not
 * needed to teach.
 */
export function withoutIdleUpdates(operations: readonly Operation[]): Operation[] {
  return operations.filter(({ opcode, arguments: [address] }, index) => {
    if (!updatesInPlace.has(opcode)) return true;
    return operations.slice(index + 1).some(({ arguments: values }) => values.includes(address!));
  });
}
