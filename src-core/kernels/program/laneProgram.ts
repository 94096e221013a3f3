import { Opcode } from '../assembly/opcode.ts';
import type { Operation } from './operation.ts';

/** Widest layer of a network whose samples lie in the lanes; a wider one has work enough along its rows. */
const widestLayer = 96;
/** Most bytes of all its axons and their derivatives for a batch: about what the nearest caches hold. */
const mostBytes = 2 ** 18;

/** Positions of `[rows, columns]` tensors among the arguments of the operations that have them, and how their columns are told. */
const rowTensors: Partial<Record<Opcode, (values: readonly number[]) => readonly (readonly [address: number, columns: number])[]>> = {
  [Opcode.forwardProduct]: ([y, x, , , inputs, outputs]) => [
    [y!, outputs!],
    [x!, inputs!],
  ],
  [Opcode.lossSum]: ([, gradient, read, targets, weights, , columns]) => [
    [gradient!, columns!],
    [read!, columns!],
    [targets!, columns!],
    [weights!, 1],
  ],
  [Opcode.inputGradientProduct]: ([dx, dz, , , inputs, outputs]) => [
    [dx!, inputs!],
    [dz!, outputs!],
  ],
  [Opcode.weightGradientProduct]: ([, dz, x, , inputs, outputs]) => [
    [dz!, outputs!],
    [x!, inputs!],
  ],
};

/** Updates in place and their derivatives: how many of their first arguments are tensors; their length comes next. */
const elementwise: Partial<Record<Opcode, number>> = {
  [Opcode.relu]: 1,
  [Opcode.tanh]: 1,
  [Opcode.exp]: 1,
  [Opcode.logistic]: 1,
  [Opcode.reluDerivative]: 2,
  [Opcode.tanhDerivative]: 2,
  [Opcode.expDerivative]: 2,
  [Opcode.logisticDerivative]: 2,
};

/**
 * The same step with samples in the lanes: every `[rows, columns]` tensor becomes `[columns, lanes]`, with lanes for all rows and up to
 * three more. Small full layers gain most, because no vector is left half empty. Sums of gradients have another order than row by row.
 * Null where the step has other operations than those of full layers, or is too large to gain.
 * @param allocate gives the address of zeroed bytes
 */
export function toLanes(operations: readonly Operation[], rows: number, allocate: (byteLength: number) => number): Operation[] | null {
  const lanes = Math.ceil(rows / 4) * 4;
  const columnsOf = collectTensors(operations);
  if (!columnsOf) return null;
  const widths = [...columnsOf.values()];
  const total = widths.reduce((sum, columns) => sum + columns, 0);
  if (Math.max(...widths) > widestLayer || total * lanes * 4 > mostBytes) return null;

  const places = new Map<number, number>();
  const laneOf = (address: number): number => {
    const known = places.get(address);
    if (known !== undefined) return known;
    const place = allocate(columnsOf.get(address)! * lanes * 4);
    places.set(address, place);
    return place;
  };
  const translated: Operation[] = [];
  for (const [index, operation] of operations.entries()) {
    const made = translate(operation, operations[index - 1], { columnsOf, laneOf, rows, lanes });
    if (!made) return null;
    translated.push(...made);
  }
  return storingGradients(startingAfresh(translated));
}

/** The first product that adds to derivatives just cleared need not read them. */
function startingAfresh(operations: readonly Operation[]): Operation[] {
  const cleared = new Map<number, number>();
  const needless = new Set<number>();
  const made = operations.map((operation, index): Operation => {
    const { opcode, arguments: values } = operation;
    if (opcode === Opcode.fill && values[1] === 0) cleared.set(values[0]!, index);
    const clearedAt = opcode === Opcode.laneInputGradient ? cleared.get(values[0]!) : undefined;
    if (clearedAt === undefined) return operation;
    cleared.delete(values[0]!);
    needless.add(clearedAt);
    return { opcode, arguments: values.with(3, 0) };
  });
  return made.filter((_, index) => !needless.has(index));
}

/** Where the gradients that each add to their own part fill all of what was cleared for them, they need not be added to zeros. */
function storingGradients(operations: readonly Operation[]): Operation[] {
  const clearing = operations.find(({ opcode, arguments: [start, value, length] }) => {
    const parts = operations.flatMap((operation) => partWithin(operation, start!, length!) ?? []);
    const filled = parts.reduce((sum, part) => sum + part.length, 0);
    return opcode === Opcode.fill && value === 0 && filled === length && new Set(parts.map((part) => part.start)).size === parts.length;
  });
  if (!clearing) return [...operations];
  const [start, , length] = clearing.arguments;
  return operations.flatMap((operation): Operation[] => {
    if (operation === clearing) return [];
    const { opcode, arguments: values } = operation;
    return [partWithin(operation, start!, length!) ? { opcode, arguments: [...values.slice(0, -1), 0] } : operation];
  });
}

/** The gradients that an operation adds to, if they lie within a run; null else. */
function partWithin(operation: Operation, start: number, length: number): { readonly start: number; readonly length: number } | null {
  const part = gradientPart(operation);
  return part && part.start >= start && part.start + part.length * 4 <= start + length * 4 ? part : null;
}

/** The address and number of the gradients that an operation adds to; null where it adds to none. */
function gradientPart({ opcode, arguments: values }: Operation): { readonly start: number; readonly length: number } | null {
  if (opcode === Opcode.laneWeightGradient) return { start: values[0]!, length: values[3]! * values[4]! };
  return opcode === Opcode.laneSums ? { start: values[0]!, length: values[2]! } : null;
}

interface LaneContext {
  readonly columnsOf: ReadonlyMap<number, number>;
  readonly laneOf: (address: number) => number;
  readonly rows: number;
  readonly lanes: number;
}

function collectTensors(operations: readonly Operation[]): Map<number, number> | null {
  const columnsOf = new Map<number, number>();
  for (const { opcode, arguments: values } of operations) {
    for (const [address, columns] of rowTensors[opcode]?.(values) ?? []) {
      if ((columnsOf.get(address) ?? columns) !== columns) return null;
      columnsOf.set(address, columns);
    }
  }
  columnsOf.delete(0);
  return columnsOf.size > 0 ? columnsOf : null;
}

function translate(
  operation: Operation,
  before: Operation | undefined,
  { columnsOf, laneOf, rows, lanes }: LaneContext,
): Operation[] | null {
  const { opcode, arguments: values } = operation;
  const [a, b, c, d, e, f] = values as [number, number, number, number, number, number];
  const tensors = elementwise[opcode];
  if (tensors !== undefined) {
    const length = (values[tensors]! / rows) * lanes;
    if (!values.slice(0, tensors).every((address) => columnsOf.has(address))) return null;
    return [{ opcode, arguments: [...values.slice(0, tensors).map(laneOf), length, ...values.slice(tensors + 1)] }];
  }
  switch (opcode) {
    case Opcode.gatherRows:
      return columnsOf.has(a) ? [{ opcode: Opcode.gatherLanes, arguments: [laneOf(a), b, c, d] }] : null;
    case Opcode.setRows:
      // Taken together with the first product that adds to it.
      return columnsOf.get(a) === d ? [] : null;
    case Opcode.fill:
      return columnsOf.has(a) ? [{ opcode, arguments: [laneOf(a), b, (c / rows) * lanes] }] : [operation];
    case Opcode.copy:
      return columnsOf.has(a) && columnsOf.has(b) ? [{ opcode, arguments: [laneOf(a), laneOf(b), (c / rows) * lanes] }] : null;
    case Opcode.forwardProduct: {
      const bias = before?.opcode === Opcode.setRows && before.arguments[0] === a ? before.arguments[1]! : 0;
      return [{ opcode: Opcode.laneForward, arguments: [laneOf(a), laneOf(b), c, bias, f, e, lanes] }];
    }
    case Opcode.inputGradientProduct:
      return [{ opcode: Opcode.laneInputGradient, arguments: [laneOf(a), laneOf(b), c, 1, f, e, lanes] }];
    case Opcode.weightGradientProduct:
      return [{ opcode: Opcode.laneWeightGradient, arguments: [a, laneOf(b), laneOf(c), f, e, lanes, 1] }];
    case Opcode.addRowSums:
      return columnsOf.get(b) === d ? [{ opcode: Opcode.laneSums, arguments: [a, laneOf(b), d, lanes, 1] }] : null;
    case Opcode.lossSum:
      return [{ opcode: Opcode.laneLoss, arguments: [a, b && laneOf(b), laneOf(c), laneOf(d), e && laneOf(e), ...values.slice(5, 10)] }];
    case Opcode.keepRows:
      return columnsOf.get(b) === c ? [{ opcode: Opcode.keepLanes, arguments: [a, laneOf(b), c, d] }] : null;
    case Opcode.weightPenalty:
      return [operation];
    default:
      return null;
  }
}
