import { Opcode } from '../assembly/opcode.ts';
import { type Operation } from './operation.ts';

/** What changes only what its first argument points to. */
const inPlace: ReadonlySet<Opcode> = new Set([Opcode.exp, Opcode.softmax, Opcode.fill, Opcode.copy]);

/**
 * A step without the work that nobody sees the results of: updates of outputs where the loss is taken from the sums z below them, with
 * the copies of those sums, copies that nobody reads, and zeros in derivatives that are not computed.
 */
export function withoutIdleWork(operations: readonly Operation[]): Operation[] {
  const useful = operations.filter((operation, index) => !(inPlace.has(operation.opcode) && !isUsedAfter(operations, index)));
  return withoutIdleCopies(useful);
}

function isUsedAfter(operations: readonly Operation[], index: number): boolean {
  const { opcode, arguments: given } = operations[index]!;
  const [address, second, third] = given;
  const length = opcode === Opcode.fill || opcode === Opcode.copy ? third! : second!;
  const end = address! + length * 4;
  return operations.slice(index + 1).some(({ arguments: values }) => values.some((value) => value >= address! && value < end));
}

/** Where the original of a copy is not used any more, what reads the copy can read it instead. */
function withoutIdleCopies(operations: readonly Operation[]): Operation[] {
  for (const [index, { opcode, arguments: values }] of operations.entries()) {
    if (opcode !== Opcode.copy) continue;
    const [copy, original] = values as [number, number, number];
    const after = operations.slice(index + 1);
    if (after.some(({ arguments: others }) => others.includes(original))) continue;
    const renamed = after.map((operation) => ({
      ...operation,
      arguments: operation.arguments.map((value) => (value === copy ? original : value)),
    }));
    return withoutIdleCopies([...operations.slice(0, index), ...renamed]);
  }
  return [...operations];
}
