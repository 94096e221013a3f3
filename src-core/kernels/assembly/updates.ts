import { exp4, logistic4, tanhOfHalf4 } from './exponential';
import { loadPart, multiplyAdd, storePart, zeros } from './vector';

// Updates and their derivatives from the value (eqs. 10 and 11), in place over a run. The formulas are those of the update
// registry's members. Where constants abound, four vectors are done in one turn, because an engine loads them anew in every turn.

export function relu(x: usize, length: i32): void {
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, positivePart(v128.load(x)));
  const rest = length & 3;
  if (rest) storePart(x, positivePart(loadPart(x, rest)), rest);
}

@inline
function positivePart(z: v128): v128 {
  return v128.and(z, f32x4.gt(z, zeros()));
}

export function tanh(x: usize, length: i32, alpha: f32, beta: f32): void {
  const factors = f32x4.splat(alpha);
  const twoBetas = f32x4.splat(beta + beta);
  const wholeEnd = x + <usize>(length & ~15) * 4;
  for (; x < wholeEnd; x += 64) {
    v128.store(x, tanhOfHalf4(f32x4.mul(twoBetas, v128.load(x)), factors));
    v128.store(x, tanhOfHalf4(f32x4.mul(twoBetas, v128.load(x, 16)), factors), 16);
    v128.store(x, tanhOfHalf4(f32x4.mul(twoBetas, v128.load(x, 32)), factors), 32);
    v128.store(x, tanhOfHalf4(f32x4.mul(twoBetas, v128.load(x, 48)), factors), 48);
  }
  const end = x + <usize>(length & 12) * 4;
  for (; x < end; x += 16) v128.store(x, tanhOfHalf4(f32x4.mul(twoBetas, v128.load(x)), factors));
  const rest = length & 3;
  if (rest) storePart(x, tanhOfHalf4(f32x4.mul(twoBetas, loadPart(x, rest)), factors), rest);
}

export function exp(x: usize, length: i32, alpha: f32, beta: f32): void {
  const wholeEnd = x + <usize>(length & ~15) * 4;
  for (; x < wholeEnd; x += 64) {
    v128.store(x, expOf(v128.load(x), alpha, beta));
    v128.store(x, expOf(v128.load(x, 16), alpha, beta), 16);
    v128.store(x, expOf(v128.load(x, 32), alpha, beta), 32);
    v128.store(x, expOf(v128.load(x, 48), alpha, beta), 48);
  }
  const end = x + <usize>(length & 12) * 4;
  for (; x < end; x += 16) v128.store(x, expOf(v128.load(x), alpha, beta));
  const rest = length & 3;
  if (rest) storePart(x, expOf(loadPart(x, rest), alpha, beta), rest);
}

@inline
function expOf(z: v128, alpha: f32, beta: f32): v128 {
  return f32x4.mul(f32x4.splat(alpha), exp4(f32x4.mul(f32x4.splat(beta), z)));
}

export function logistic(x: usize, length: i32, beta: f32): void {
  const end = x + <usize>(length & ~3) * 4;
  for (; x < end; x += 16) v128.store(x, logistic4(f32x4.mul(f32x4.splat(beta), v128.load(x))));
  const rest = length & 3;
  if (rest) storePart(x, logistic4(f32x4.mul(f32x4.splat(beta), loadPart(x, rest))), rest);
}

export function reluDerivative(dx: usize, x: usize, length: i32): void {
  const end = dx + <usize>(length & ~3) * 4;
  for (; dx < end; dx += 16, x += 16) v128.store(dx, v128.and(v128.load(dx), f32x4.gt(v128.load(x), zeros())));
  const rest = length & 3;
  if (rest) storePart(dx, v128.and(loadPart(dx, rest), f32x4.gt(loadPart(x, rest), zeros())), rest);
}

/** dx β (α − x²/α) */
export function tanhDerivative(dx: usize, x: usize, length: i32, alpha: f32, beta: f32): void {
  const steepest = f32x4.splat(alpha * beta);
  const flattening = f32x4.splat(-beta / alpha);
  const end = dx + <usize>(length & ~3) * 4;
  for (; dx < end; dx += 16, x += 16) v128.store(dx, timesTanhSlope(v128.load(dx), v128.load(x), steepest, flattening));
  const rest = length & 3;
  if (rest) storePart(dx, timesTanhSlope(loadPart(dx, rest), loadPart(x, rest), steepest, flattening), rest);
}

@inline
function timesTanhSlope(dx: v128, x: v128, steepest: v128, flattening: v128): v128 {
  return f32x4.mul(dx, multiplyAdd(f32x4.mul(x, x), flattening, steepest));
}

/** dx β x */
export function expDerivative(dx: usize, x: usize, length: i32, beta: f32): void {
  const end = dx + <usize>(length & ~3) * 4;
  for (; dx < end; dx += 16, x += 16) v128.store(dx, f32x4.mul(v128.load(dx), f32x4.mul(f32x4.splat(beta), v128.load(x))));
  const rest = length & 3;
  if (rest) storePart(dx, f32x4.mul(loadPart(dx, rest), f32x4.mul(f32x4.splat(beta), loadPart(x, rest))), rest);
}

/** dx β x (1 − x) */
export function logisticDerivative(dx: usize, x: usize, length: i32, beta: f32): void {
  const end = dx + <usize>(length & ~3) * 4;
  for (; dx < end; dx += 16, x += 16) v128.store(dx, timesLogisticSlope(v128.load(dx), v128.load(x), beta));
  const rest = length & 3;
  if (rest) storePart(dx, timesLogisticSlope(loadPart(dx, rest), loadPart(x, rest), beta), rest);
}

@inline
function timesLogisticSlope(dx: v128, x: v128, beta: f32): v128 {
  const slope = f32x4.mul(x, f32x4.sub(f32x4.splat(1), x));
  return f32x4.mul(dx, f32x4.mul(f32x4.splat(beta), slope));
}
