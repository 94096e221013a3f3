/** A byte address in the arena's memory. */
type Address = number;

type Product = (result: Address, a: Address, b: Address, batch: number, inputs: number, outputs: number, panel: Address) => void;
type PatchProduct = (result: Address, a: Address, b: Address, patches: Address) => void;
type Pooling = (result: Address, source: Address, patches: Address) => void;
type VelocityStep = (
  ...pass: [parameters: Address, gradients: Address, velocities: Address, length: number, step: number, memory: number]
) => void;
type MaxPooling = (result: Address, source: Address, winners: Address, patches: Address) => void;

/** What src-core/kernels/assembly exports; lengths count elements. */
export interface Float32Exports {
  forwardProduct(y: Address, x: Address, w: Address, batch: number, inputs: number, outputs: number): void;
  readonly inputGradientProduct: Product;
  readonly weightGradientProduct: Product;

  readonly convolutionForward: PatchProduct;
  readonly convolutionInputGradient: PatchProduct;
  readonly convolutionWeightGradient: PatchProduct;
  readonly directForward: PatchProduct;
  readonly directInputGradient: PatchProduct;
  readonly directWeightGradient: PatchProduct;
  readonly windowForward: PatchProduct;
  readonly windowInputGradient: PatchProduct;
  readonly windowWeightGradient: PatchProduct;
  readonly maxPoolingForward: MaxPooling;
  readonly maxPoolingInputGradient: MaxPooling;
  readonly meanPoolingForward: Pooling;
  readonly meanPoolingInputGradient: Pooling;

  setRows(y: Address, row: Address, rows: number, columns: number): void;
  addRowSums(sum: Address, y: Address, rows: number, columns: number): void;
  normalizeRows(w: Address, rows: number, columns: number, norm: number): void;

  relu(x: Address, length: number): void;
  tanh(x: Address, length: number, alpha: number, beta: number): void;
  exp(x: Address, length: number, alpha: number, beta: number): void;
  logistic(x: Address, length: number, beta: number): void;
  log(x: Address, length: number): void;
  softmax(x: Address, rows: number, columns: number): void;
  reluDerivative(dx: Address, x: Address, length: number): void;
  tanhDerivative(dx: Address, x: Address, length: number, alpha: number, beta: number): void;
  expDerivative(dx: Address, x: Address, length: number, beta: number): void;
  logisticDerivative(dx: Address, x: Address, length: number, beta: number): void;
  softmaxDerivative(dx: Address, x: Address, rows: number, columns: number): void;

  fill(x: Address, value: number, length: number): void;
  copy(target: Address, source: Address, length: number): void;
  scale(x: Address, factor: number, length: number): void;
  pointOnLine(target: Address, x: Address, a: number, p: Address, length: number): void;
  dot(x: Address, y: Address, length: number): number;
  maxAbsolute(x: Address, length: number): number;
  allFinite(x: Address, length: number): number;

  steepestDescent(parameters: Address, gradients: Address, length: number, step: number): void;
  adam(
    ...pass: [
      ...runs: [parameters: Address, gradients: Address, moments: Address, secondMoments: Address, length: number],
      ...memories: [step: number, beta1: number, newness1: number, beta2: number, newness2: number],
      ...rest: [epsilon: number, correction1: number, correction2: number],
    ]
  ): number;

  adamW(
    ...pass: [
      ...runs: [parameters: Address, gradients: Address, moments: Address, secondMoments: Address, length: number],
      ...memories: [step: number, beta1: number, newness1: number, beta2: number, newness2: number],
      ...rest: [epsilon: number, correction1: number, correction2: number, decay: number],
    ]
  ): void;
  rmsProp(
    ...pass: [
      ...runs: [parameters: Address, gradients: Address, secondMoments: Address, length: number],
      ...rest: [step: number, beta2: number, newness2: number, epsilon: number],
    ]
  ): void;
  readonly momentum: VelocityStep;
  readonly nesterov: VelocityStep;
  rprop(
    ...pass: [
      ...runs: [parameters: Address, gradients: Address, lastGradients: Address, steps: Address, length: number],
      ...rest: [scale: number, first: number, increase: number, decrease: number, smallest: number, largest: number],
    ]
  ): void;
  weightPenalty(weights: Address, gradients: Address, length: number, l1: number, l2: number): number;

  lossSum(
    ...call: [
      ...tensors: [kind: number, gradient: Address, read: Address, targets: Address, weights: Address, rows: number, columns: number],
      ...rest: [first: number, second: number, scale: number, scratch: Address],
    ]
  ): number;

  runProgram(
    ...call: [
      ...program: [first: Address, end: Address, batches: number, order: Address, rows: number],
      ...tables: [coefficients: Address, losses: Address],
    ]
  ): number;

  multiplyAddInRegisters(rounds: number, factor: number): number;
  multiplyAddIsFused(factor: number, subtrahend: number): number;
}

/** What is exported besides over a memory that threads share; see team.ts in the assembly sources. */
export interface SharedFloat32Exports extends Float32Exports {
  assign(team: Address, thread: number, first: Address, end: Address): void;
  followersOf(team: Address): number;
  lead(
    ...call: [
      ...team: [team: Address, threads: number],
      ...program: [batches: number, order: Address, rows: number],
      ...tables: [coefficients: Address, losses: Address],
    ]
  ): number;
  dismiss(team: Address): void;
}
