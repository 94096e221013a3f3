import { Opcode } from '../assembly/opcode.ts';

/** One call of a kernel with all its arguments: addresses and sizes, and numbers. */
export interface Operation {
  readonly opcode: Opcode;
  readonly arguments: readonly number[];
}

/** The name of an operation; those of kernels are the names of their exports. */
export type OpcodeName = keyof typeof Opcode;

/**
 * How the arguments of each operation lie in memory, a letter each: `i` a 32-bit integer or an address, `f` a float32, `d` a double over
 * two words. Argument n is the word n + 1 of the operation; its opcode is word 0.
 */
export const signatures: Readonly<Record<OpcodeName, string>> = {
  forwardProduct: 'iiiiii',
  inputGradientProduct: 'iiiiiii',
  weightGradientProduct: 'iiiiiii',
  convolutionForward: 'iiii',
  convolutionInputGradient: 'iiii',
  convolutionWeightGradient: 'iiii',
  directForward: 'iiii',
  directInputGradient: 'iiii',
  directWeightGradient: 'iiii',
  windowForward: 'iiii',
  windowInputGradient: 'iiii',
  windowWeightGradient: 'iiii',
  maxPoolingForward: 'iiii',
  maxPoolingInputGradient: 'iiii',
  meanPoolingForward: 'iii',
  meanPoolingInputGradient: 'iii',
  setRows: 'iiii',
  addRowSums: 'iiii',
  normalizeRows: 'iiid',
  relu: 'ii',
  tanh: 'iiff',
  exp: 'iiff',
  logistic: 'iif',
  softmax: 'iii',
  reluDerivative: 'iii',
  tanhDerivative: 'iiiff',
  expDerivative: 'iiif',
  logisticDerivative: 'iiif',
  softmaxDerivative: 'iiii',
  fill: 'ifi',
  copy: 'iii',
  scale: 'ifi',
  pointOnLine: 'iifii',
  lossSum: 'iiiiiiifffi',
  gatherRows: 'iiiii',
  gatherLanes: 'iiii',
  laneForward: 'iiiiiii',
  laneInputGradient: 'iiiiiii',
  laneWeightGradient: 'iiiiiii',
  laneSums: 'iiiii',
  laneLoss: 'iiiiiiifff',
  steepestDescentStep: 'iiiiiiid',
  adamStep: 'iiiiiiid',
  dotProduct: 'iiiiiiiii',
  gradientProduct: 'iiiiiiiiiiiiii',
  columnSums: 'iiiii',
  meet: '',
  weightPenalty: 'iiiff',
  gradientNorm: 'iii',
  adamWStep: 'iiiiiiid',
  rmsPropStep: 'iiiiiiid',
  momentumStep: 'iiiiiiid',
  nesterovStep: 'iiiiiiid',
  rpropStep: 'iiiiiiid',
  clippedDescentStep: 'iiiiiiid',
  keepRows: 'iiii',
  keepLanes: 'iiii',
};

/** 32-bit words of an operation. */
export const operationWords = 16;

/** Writes operations where a program will find them. `words`, `floats` and `doubles` are views of the same memory. */
export function writeOperations(
  operations: readonly Operation[],
  start: number,
  { words, floats, doubles }: { readonly words: Int32Array; readonly floats: Float32Array; readonly doubles: Float64Array },
): void {
  operations.forEach(({ opcode, arguments: values }, index) => {
    const first = start + index * operationWords;
    words[first] = opcode;
    const signature = signatures[Opcode[opcode] as OpcodeName];
    values.forEach((value, position) => {
      const word = first + 1 + position;
      const kind = signature[position];
      if (kind === 'f') floats[word] = value;
      else if (kind === 'd') doubles[word / 2] = value;
      else words[word] = value;
    });
  });
}
