import { dotProduct } from './dotProduct';
import { directForward, directInputGradient } from './convolutionDirect';
import { directWeightGradient } from './convolutionWeights';
import { GridDescription } from './gridDescription';
import { laneProduct, laneSums } from './laneProduct';
import { gatherRows, lanesToRows, rowsToLanes } from './lanes';
import { laneLoss, lossSum } from './losses';
import { Opcode } from './opcode';
import { at, f, i } from './operands';
import { adam, steepestDescent } from './optimizers';
import { noteGradientNorm, scaleOf, takeStep } from './optimizerSteps';
import { PatchDescription } from './patchDescription';
import {
  convolutionForward,
  convolutionInputGradient,
  convolutionWeightGradient,
} from './patches';
import { weightPenalty } from './penalties';
import { maxPoolingForward, maxPoolingInputGradient, meanPoolingForward, meanPoolingInputGradient } from './pooling';
import { forwardProduct, gradientProduct, inputGradientProduct, weightGradientProduct } from './products';
import { addRowSums, columnSums, normalizeRows, setRows } from './rows';
import { softmax, softmaxDerivative } from './softmax';
import { exp, expDerivative, logistic, logisticDerivative, relu, reluDerivative, tanh, tanhDerivative } from './updates';
import { allFinite, copy, fill, pointOnLine, scale } from './vectors';
import { windowForward, windowInputGradient, windowWeightGradient } from './windowLanes';

// A program: operations of 16 words each, an opcode and its arguments, carried out in order for one batch after the other.

const operationBytes: usize = 64;
/** Bytes of one step's numbers in double precision: up to seven coefficients, then the share of the learning rate. */
const coefficientBytes: usize = 64;

/** Sum of the losses of the batch under way. */
let batchLoss: f64 = 0;
let batchPenalty: f64 = 0;
/** 0 once a gradient of the batch under way was not finite. */
let gradientFinite: i32 = 1;

export function beginBatch(): void {
  batchLoss = 0;
  batchPenalty = 0;
  gradientFinite = 1;
}

/** Mean loss of the batch's rows, penalties included. */
export function lossOfBatch(rows: i32): f64 {
  return batchLoss / <f64>rows + batchPenalty;
}

export function gradientIsFinite(): i32 {
  return gradientFinite;
}

/**
 * Runs the operations from `first` to before `end` for `batches` batches. Batch k takes its rows' numbers from the k-th `rows` words
 * at `order`, its optimizer's coefficients from the k-th block at `coefficients`, and leaves its mean loss in the k-th double at
 * `losses`. Gives the number of batches done before one whose loss or gradient is not finite.
 */
export function runProgram(first: usize, end: usize, batches: i32, order: usize, rows: i32, coefficients: usize, losses: usize): i32 {
  for (let batch = 0; batch < batches; batch++) {
    beginBatch();
    for (let operation = first; operation < end; operation += operationBytes) carryOut(operation, order, coefficients);
    const loss = lossOfBatch(rows);
    store<f64>(losses, loss);
    if (!(abs(loss) < Infinity) || !gradientFinite) return batch;
    order += <usize>rows * 4;
    coefficients += coefficientBytes;
    losses += 8;
  }
  return batches;
}

@inline
function patches(operation: usize, index: i32): PatchDescription {
  return changetype<PatchDescription>(at(operation, index));
}

@inline
function grid(operation: usize, index: i32): GridDescription {
  return changetype<GridDescription>(at(operation, index));
}

/** One operation; `order` and `coefficients` are those of the batch under way. */
export function carryOut(o: usize, order: usize, coefficients: usize): void {
  switch (load<i32>(o)) {
    case Opcode.gatherLanes:
      rowsToLanes(at(o, 0), at(o, 1), i(o, 2), order, i(o, 3));
      return;
    case Opcode.laneForward:
      laneProduct(at(o, 0), at(o, 1), at(o, 2), <usize>i(o, 5) * 4, 4, at(o, 3), i(o, 3) == 0, i(o, 4), i(o, 5), i(o, 6));
      return;
    case Opcode.laneInputGradient:
      laneProduct(at(o, 0), at(o, 1), at(o, 2), 4, <usize>i(o, 5) * 4, 0, i(o, 3) != 0, i(o, 5), i(o, 4), i(o, 6));
      return;
    case Opcode.laneWeightGradient: {
      const stride = <usize>i(o, 5) * 4;
      dotProduct(at(o, 0), <usize>i(o, 4) * 4, at(o, 1), stride, at(o, 2), stride, i(o, 3), i(o, 4), i(o, 5), i(o, 6) != 0);
      return;
    }
    case Opcode.laneSums:
      laneSums(at(o, 0), at(o, 1), i(o, 2), i(o, 3), i(o, 4) != 0);
      return;
    case Opcode.laneLoss:
      batchLoss += laneLoss(i(o, 0), at(o, 1), at(o, 2), at(o, 3), at(o, 4), i(o, 5), i(o, 6), f(o, 7), f(o, 8), f(o, 9));
      return;
    case Opcode.lossSum:
      batchLoss += lossSum(i(o, 0), at(o, 1), at(o, 2), at(o, 3), at(o, 4), i(o, 5), i(o, 6), f(o, 7), f(o, 8), f(o, 9), at(o, 10));
      return;
    case Opcode.tanh:
      tanh(at(o, 0), i(o, 1), f(o, 2), f(o, 3));
      return;
    case Opcode.tanhDerivative:
      tanhDerivative(at(o, 0), at(o, 1), i(o, 2), f(o, 3), f(o, 4));
      return;
    case Opcode.relu:
      relu(at(o, 0), i(o, 1));
      return;
    case Opcode.reluDerivative:
      reluDerivative(at(o, 0), at(o, 1), i(o, 2));
      return;
    case Opcode.fill:
      fill(at(o, 0), f(o, 1), i(o, 2));
      return;
    case Opcode.adamStep:
      adamStep(o, coefficients);
      return;
    case Opcode.steepestDescentStep:
      steepestDescentStep(o, coefficients);
      return;
    default:
      carryOutLarge(o, order, coefficients);
  }
}

function carryOutLarge(o: usize, order: usize, coefficients: usize): void {
  switch (load<i32>(o)) {
    case Opcode.gatherRows:
      gatherRows(at(o, 0), at(o, 1), i(o, 2), order, i(o, 4), i(o, 3));
      return;
    case Opcode.dotProduct:
      dotProduct(at(o, 0), at(o, 1), at(o, 2), at(o, 3), at(o, 4), at(o, 5), i(o, 6), i(o, 7), i(o, 8), true);
      return;
    case Opcode.gradientProduct:
      gradientProduct(
        at(o, 0), at(o, 1), at(o, 2), at(o, 3), at(o, 4), at(o, 5), at(o, 6), i(o, 7), i(o, 8), i(o, 9), at(o, 10), at(o, 11), i(o, 12), i(o, 13),
      );
      return;
    case Opcode.columnSums:
      columnSums(at(o, 0), at(o, 1), at(o, 2), i(o, 3), i(o, 4));
      return;
    case Opcode.forwardProduct:
      forwardProduct(at(o, 0), at(o, 1), at(o, 2), i(o, 3), i(o, 4), i(o, 5));
      return;
    case Opcode.inputGradientProduct:
      inputGradientProduct(at(o, 0), at(o, 1), at(o, 2), i(o, 3), i(o, 4), i(o, 5), at(o, 6));
      return;
    case Opcode.weightGradientProduct:
      weightGradientProduct(at(o, 0), at(o, 1), at(o, 2), i(o, 3), i(o, 4), i(o, 5), at(o, 6));
      return;
    case Opcode.convolutionForward:
      convolutionForward(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.convolutionInputGradient:
      convolutionInputGradient(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.convolutionWeightGradient:
      convolutionWeightGradient(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.directForward:
      directForward(at(o, 0), at(o, 1), at(o, 2), grid(o, 3));
      return;
    case Opcode.directInputGradient:
      directInputGradient(at(o, 0), at(o, 1), at(o, 2), grid(o, 3));
      return;
    case Opcode.directWeightGradient:
      directWeightGradient(at(o, 0), at(o, 1), at(o, 2), grid(o, 3));
      return;
    case Opcode.windowForward:
      windowForward(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.windowInputGradient:
      windowInputGradient(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.windowWeightGradient:
      windowWeightGradient(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.maxPoolingForward:
      maxPoolingForward(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.maxPoolingInputGradient:
      maxPoolingInputGradient(at(o, 0), at(o, 1), at(o, 2), patches(o, 3));
      return;
    case Opcode.meanPoolingForward:
      meanPoolingForward(at(o, 0), at(o, 1), patches(o, 2));
      return;
    case Opcode.meanPoolingInputGradient:
      meanPoolingInputGradient(at(o, 0), at(o, 1), patches(o, 2));
      return;
    case Opcode.setRows:
      setRows(at(o, 0), at(o, 1), i(o, 2), i(o, 3));
      return;
    case Opcode.addRowSums:
      addRowSums(at(o, 0), at(o, 1), i(o, 2), i(o, 3));
      return;
    case Opcode.normalizeRows:
      normalizeRows(at(o, 0), i(o, 1), i(o, 2), load<f64>(o + 16));
      return;
    case Opcode.exp:
      exp(at(o, 0), i(o, 1), f(o, 2), f(o, 3));
      return;
    case Opcode.expDerivative:
      expDerivative(at(o, 0), at(o, 1), i(o, 2), f(o, 3));
      return;
    case Opcode.logistic:
      logistic(at(o, 0), i(o, 1), f(o, 2));
      return;
    case Opcode.logisticDerivative:
      logisticDerivative(at(o, 0), at(o, 1), i(o, 2), f(o, 3));
      return;
    case Opcode.softmax:
      softmax(at(o, 0), i(o, 1), i(o, 2));
      return;
    case Opcode.softmaxDerivative:
      softmaxDerivative(at(o, 0), at(o, 1), i(o, 2), i(o, 3));
      return;
    case Opcode.copy:
      copy(at(o, 0), at(o, 1), i(o, 2));
      return;
    case Opcode.scale:
      scale(at(o, 0), f(o, 1), i(o, 2));
      return;
    case Opcode.pointOnLine:
      pointOnLine(at(o, 0), at(o, 1), f(o, 2), at(o, 3), i(o, 4));
      return;
    case Opcode.keepRows:
      copy(at(o, 0), at(o, 1), i(o, 2) * i(o, 3));
      return;
    case Opcode.keepLanes:
      lanesToRows(at(o, 0), at(o, 1), i(o, 2), i(o, 3));
      return;
    case Opcode.weightPenalty:
      batchPenalty += weightPenalty(at(o, 0), at(o, 1), i(o, 2), f(o, 3), f(o, 4));
      return;
    case Opcode.gradientNorm:
      noteGradientNorm(o, coefficients);
      return;
    default:
      if (!takeStep(o, coefficients)) gradientFinite = 0;
  }
}

/** Parameters, gradients, length, then the learning-rate scale in double precision at word 8. */
function steepestDescentStep(o: usize, coefficients: usize): void {
  if (!allFinite(at(o, 1), i(o, 2))) gradientFinite = 0;
  steepestDescent(at(o, 0), at(o, 1), i(o, 2), <f32>(load<f64>(coefficients) * scaleOf(o, coefficients)));
}

/** Parameters, gradients, moments, second moments, length, then the learning-rate scale in double precision at word 8. */
function adamStep(o: usize, coefficients: usize): void {
  const beta1 = load<f64>(coefficients, 8);
  const beta2 = load<f64>(coefficients, 16);
  const isFinite = adam(
    at(o, 0),
    at(o, 1),
    at(o, 2),
    at(o, 3),
    i(o, 4),
    <f32>(load<f64>(coefficients) * scaleOf(o, coefficients)),
    <f32>beta1,
    <f32>(1 - beta1),
    <f32>beta2,
    <f32>(1 - beta2),
    <f32>load<f64>(coefficients, 24),
    <f32>load<f64>(coefficients, 32),
    <f32>load<f64>(coefficients, 40),
  );
  if (!isFinite) gradientFinite = 0;
}
