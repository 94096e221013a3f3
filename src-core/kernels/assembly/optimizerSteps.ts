import { Opcode } from './opcode';
import { at, i } from './operands';
import { adamW, momentum, nesterov, rmsProp, rprop, steepestDescent } from './optimizers';
import { allFinite, dot } from './vectors';

// Steps of optimizers as operations: parameters, gradients, up to two runs of state, length, and the learning-rate scale in double
// precision at word 8. Coefficients are doubles, as the optimizers of the same names give them; the share of the rate is the eighth.

/** What the steps of an operation are multiplied by: the learning-rate scale of its layer times the share of the rate that holds now. */
@inline
export function scaleOf(o: usize, coefficients: usize): f64 {
  return load<f64>(o, 32) * load<f64>(coefficients, 56);
}

/** Makes |∇f| the coefficient of the number given. */
export function noteGradientNorm(o: usize, coefficients: usize): void {
  const gradients = at(o, 0);
  store<f64>(coefficients + <usize>i(o, 2) * 8, sqrt(dot(gradients, gradients, i(o, 1))));
}

/** Gives 1 if all gradients are finite, else 0. */
export function takeStep(o: usize, coefficients: usize): i32 {
  const isFinite = allFinite(at(o, 1), i(o, 4));
  const scale = scaleOf(o, coefficients);
  const c0 = load<f64>(coefficients);
  const c1 = load<f64>(coefficients, 8);
  const c2 = load<f64>(coefficients, 16);
  const c3 = load<f64>(coefficients, 24);
  const c4 = load<f64>(coefficients, 32);
  switch (load<i32>(o)) {
    case Opcode.adamWStep: {
      const rate = c0 * scale;
      const c5 = <f32>load<f64>(coefficients, 40);
      const decay = <f32>(rate * load<f64>(coefficients, 48));
      const newness1 = <f32>(1 - c1);
      const newness2 = <f32>(1 - c2);
      adamW(at(o, 0), at(o, 1), at(o, 2), at(o, 3), i(o, 4), <f32>rate, <f32>c1, newness1, <f32>c2, newness2, <f32>c3, <f32>c4, c5, decay);
      break;
    }
    case Opcode.rmsPropStep:
      rmsProp(at(o, 0), at(o, 1), at(o, 2), i(o, 4), <f32>(c0 * scale), <f32>c1, <f32>(1 - c1), <f32>c2);
      break;
    case Opcode.momentumStep:
      momentum(at(o, 0), at(o, 1), at(o, 2), i(o, 4), <f32>(c0 * scale), <f32>c1);
      break;
    case Opcode.nesterovStep:
      nesterov(at(o, 0), at(o, 1), at(o, 2), i(o, 4), <f32>(c0 * scale), <f32>c1);
      break;
    case Opcode.rpropStep:
      rprop(at(o, 0), at(o, 1), at(o, 2), at(o, 3), i(o, 4), <f32>scale, <f32>c0, <f32>c1, <f32>c2, <f32>c3, <f32>c4);
      break;
    case Opcode.clippedDescentStep:
      steepestDescent(at(o, 0), at(o, 1), i(o, 4), <f32>((c0 / (1 + c1 * c2)) * scale));
      break;
    default:
      unreachable();
  }
  return isFinite;
}
