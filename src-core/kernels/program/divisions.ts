import { Opcode } from '../assembly/opcode.ts';
import type { Operation } from './operation.ts';
import { patchDivisions } from './patchDivisions.ts';
import { productScratchLength } from './productScratch.ts';
import { byRange, floats, largestShare, type Divisible, type Division, type Part, type Run } from './share.ts';

const floatBytes = 4;
/** Elements of a cache line: no two threads write the same one. */
const lineLength = 16;
/** Rows and columns of the register tiles in dotProduct.ts and outerProduct.ts. */
const dotRows = 2;
const dotColumns = 4;
const outerRows = 4;
const panelColumns = 8;
/** How much longer a division may take that is otherwise preferred. */
const aboutEven = 1.03;

/** Operations that can be divided among threads; what is not here, one thread does while the others wait. */
export const divisions: Partial<Record<Opcode, Division>> = {
  ...patchDivisions,
  [Opcode.relu]: overElements([0], 1),
  [Opcode.tanh]: overElements([0], 1),
  [Opcode.exp]: overElements([0], 1),
  [Opcode.logistic]: overElements([0], 1),
  [Opcode.reluDerivative]: overElements([0, 1], 2),
  [Opcode.tanhDerivative]: overElements([0, 1], 2),
  [Opcode.expDerivative]: overElements([0, 1], 2),
  [Opcode.logisticDerivative]: overElements([0, 1], 2),
  [Opcode.fill]: overElements([0], 2),
  [Opcode.copy]: overElements([0, 1], 2),
  [Opcode.scale]: overElements([0], 2),
  [Opcode.pointOnLine]: overElements([0, 1, 3], 4),
  [Opcode.steepestDescentStep]: overElements([0, 1], 2),
  [Opcode.adamStep]: overElements([0, 1, 2, 3], 4),
  [Opcode.adamWStep]: overElements([0, 1, 2, 3], 4),
  [Opcode.rmsPropStep]: overElements([0, 1, 2], 4),
  [Opcode.momentumStep]: overElements([0, 1, 2], 4),
  [Opcode.nesterovStep]: overElements([0, 1, 2], 4),
  [Opcode.rpropStep]: overElements([0, 1, 2, 3], 4),
  [Opcode.clippedDescentStep]: overElements([0, 1], 4),
  [Opcode.softmax]: overRows([0], 1),
  [Opcode.softmaxDerivative]: overRows([0, 1], 2),
  [Opcode.normalizeRows]: overRows([0], 1),
  [Opcode.setRows]: (opcode, values, words) => ({ ...overRows([0], 2)(opcode, values, words), reads: [floats(values[1]!, values[3]!)] }),
  [Opcode.gatherRows]: (_, [target, source, columns, rows]) => ({
    reads: [],
    writes: [floats(target!, rows! * columns!)],
    share: byRange(rows!, 1, ({ from, count }) => ({
      opcode: Opcode.gatherRows,
      arguments: [target! + from * columns! * floatBytes, source!, columns!, count, from],
    })),
  }),
  [Opcode.addRowSums]: (_, [sum, y, rows, columns]) => ({
    reads: [floats(y!, rows! * columns!)],
    writes: [floats(sum!, columns!)],
    share: byRange(columns!, dotColumns, ({ from, count }) => ({
      opcode: Opcode.columnSums,
      arguments: [sum! + from * floatBytes, y! + from * floatBytes, columns! * floatBytes, rows!, count],
    })),
  }),
  // One sum, in one order; so is the next, and the gradient's norm, after which nothing can go on.
  [Opcode.lossSum]: (opcode, values) => {
    const [, gradient, read, targets, weights, rows, columns] = values as [number, number, number, number, number, number, number];
    const length = rows * columns;
    return {
      reads: [floats(read, length), floats(targets, length), ...ifAny(weights, rows)],
      writes: ifAny(gradient, length),
      share: byFirst({ opcode, arguments: values }),
    };
  },
  [Opcode.weightPenalty]: (opcode, values) => {
    const [weights, gradients, length] = values as [number, number, number];
    return { reads: [floats(weights, length)], writes: ifAny(gradients, length), share: byFirst({ opcode, arguments: values }) };
  },
  [Opcode.keepRows]: (opcode, [target, source, columns, rows]) => ({
    reads: [floats(source!, rows! * columns!)],
    writes: [floats(target!, rows! * columns!)],
    share: byRange(rows!, 1, ({ from, count }) => {
      const start = from * columns! * floatBytes;
      return { opcode, arguments: [target! + start, source! + start, columns!, count] };
    }),
  }),
  [Opcode.forwardProduct]: (_, [y, x, w, batch, inputs, outputs]) => ({
    reads: [floats(x!, batch! * inputs!), floats(w!, inputs! * outputs!)],
    writes: [floats(y!, batch! * outputs!)],
    share: dotShare(y!, x!, w!, { batch: batch!, inputs: inputs!, outputs: outputs! }),
  }),
  [Opcode.inputGradientProduct]: (_, [dx, dz, w, batch, inputs, outputs, panel]) => ({
    reads: [floats(dz!, batch! * outputs!), floats(w!, inputs! * outputs!)],
    writes: [floats(dx!, batch! * inputs!)],
    share: outerShare(
      dx!,
      { at: dz!, rowStep: outputs!, depthStep: 1 },
      w!,
      { rows: batch!, columns: inputs!, depth: outputs! },
      panel!,
      'columns',
    ),
  }),
  [Opcode.weightGradientProduct]: (_, [dw, dz, x, batch, inputs, outputs, panel]) => ({
    reads: [floats(dz!, batch! * outputs!), floats(x!, batch! * inputs!)],
    writes: [floats(dw!, inputs! * outputs!)],
    share: outerShare(
      dw!,
      { at: dz!, rowStep: 1, depthStep: outputs! },
      x!,
      { rows: outputs!, columns: inputs!, depth: batch! },
      panel!,
      'rows',
    ),
  }),
};

/** The run of so many float32, or none where there is no tensor. */
function ifAny(address: number, length: number): Run[] {
  return address === 0 ? [] : [floats(address, length)];
}

/** The whole by the first thread, while the others go on. */
function byFirst(operation: Operation): Divisible['share'] {
  return ({ thread }) => (thread === 0 ? operation : null);
}

/** Runs of one length, the arguments at `tensors`, the length being that at `length`. Any of them may be written. */
function overElements(tensors: readonly number[], length: number): Division {
  return (opcode, values) => {
    const total = values[length]!;
    const runs = tensors.map((position) => floats(values[position]!, total));
    return {
      reads: [],
      writes: runs,
      share: byRange(total, lineLength, ({ from, count }) => {
        const moved = values.map((value, position) => (tensors.includes(position) ? value + from * floatBytes : value));
        return { opcode, arguments: moved.with(length, count) };
      }),
    };
  };
}

/** `[rows, columns]` each, the arguments at `tensors`; the numbers of rows and columns are those at `rows` and after it. */
function overRows(tensors: readonly number[], rows: number): Division {
  return (opcode, values) => {
    const columns = values[rows + 1]!;
    return {
      reads: [],
      writes: tensors.map((position) => floats(values[position]!, values[rows]! * columns)),
      share: byRange(values[rows]!, 1, ({ from, count }) => {
        const moved = values.map((value, position) => (tensors.includes(position) ? value + from * columns * floatBytes : value));
        return { opcode, arguments: moved.with(rows, count) };
      }),
    };
  };
}

interface Sizes {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** By outputs, so that a thread keeps its part of the weights in its caches; by rows where outputs are too few to be shared evenly. */
function dotShare(y: number, x: number, w: number, { batch, inputs, outputs }: Sizes): Divisible['share'] {
  const inputStride = inputs * floatBytes;
  const outputStride = outputs * floatBytes;
  const product = (rows: number, row: number, columns: number, column: number): Operation => ({
    opcode: Opcode.dotProduct,
    arguments: [
      y + row * outputStride + column * floatBytes,
      outputStride,
      x + row * inputStride,
      inputStride,
      w + column * inputStride,
      inputStride,
      rows,
      columns,
      inputs,
    ],
  });
  return (part) =>
    largestShare(part.threads, outputs, dotColumns) <= aboutEven * largestShare(part.threads, batch, dotRows)
      ? byRange(outputs, dotColumns, ({ from, count }) => product(batch, 0, count, from))(part)
      : byRange(batch, dotRows, ({ from, count }) => product(count, from, outputs, 0))(part);
}

/** The first factor of an outer product: steps from one element to the next along rows and along the reduction. */
interface Factor {
  readonly at: number;
  readonly rowStep: number;
  readonly depthStep: number;
}

/**
 * By rows of the result, which lie together, or by columns, whose panels only one thread packs then; the other way where the one preferred
 * could not be shared evenly.
 */
function outerShare(
  c: number,
  { at, rowStep, depthStep }: Factor,
  b: number,
  { rows, columns, depth }: { readonly rows: number; readonly columns: number; readonly depth: number },
  panel: number,
  preferred: 'rows' | 'columns',
): Divisible['share'] {
  const stride = columns * floatBytes;
  const product = (part: Part, height: number, row: number, width: number, column: number): Operation => ({
    opcode: Opcode.gradientProduct,
    arguments: [
      c + row * stride + column * floatBytes,
      stride,
      at + row * rowStep * floatBytes,
      rowStep * floatBytes,
      depthStep * floatBytes,
      b + column * floatBytes,
      stride,
      height,
      width,
      depth,
      part.scratch(panel, productScratchLength * floatBytes),
      at,
      rows * depth,
      columns,
    ],
  });
  return (part) => {
    const rowShare = largestShare(part.threads, rows, outerRows);
    const columnShare = largestShare(part.threads, columns, panelColumns);
    const byRows = preferred === 'rows' ? rowShare <= aboutEven * columnShare : rowShare * aboutEven < columnShare;
    return byRows
      ? byRange(rows, outerRows, ({ from, count }) => product(part, count, from, columns, 0))(part)
      : byRange(columns, panelColumns, ({ from, count }) => product(part, rows, 0, count, from))(part);
  };
}
