/** A sigmoid of slope ½ at 0, between 0 and 1. */
type UnitSigmoid = (y: number) => number;

/**
 * The solution of dσ/dy = ½ (4σ(1−σ))^a with σ(0) = ½, for the exponents that have a closed form: a = 3/2 the algebraic sigmoid,
 * 1 the logistic 1/(1 + e^(−2y)), ½ the clipped sine, 0 the clipped line. Null for any other.
 */
export function closedSigmoid(exponent: number): UnitSigmoid | null {
  return closedForms.get(exponent) ?? null;
}

// Each is written so that values near 0 keep their digits.
const closedForms: ReadonlyMap<number, UnitSigmoid> = new Map([
  [
    1.5,
    (y) => {
      const root = Math.hypot(1, y);
      const tail = 0.5 / (root * (root + Math.abs(y)));
      return y < 0 ? tail : 1 - tail;
    },
  ],
  [1, (y) => 1 / (1 + Math.exp(-2 * y))],
  [
    0.5,
    (y) => {
      const clipped = Math.min(Math.max(y, -Math.PI / 2), Math.PI / 2);
      return clipped < 0 ? Math.sin(clipped / 2 + Math.PI / 4) ** 2 : (1 + Math.sin(clipped)) / 2;
    },
  ],
  [0, (y) => Math.min(Math.max((1 + y) / 2, 0), 1)],
]);

/** Gauss-Legendre nodes and weights of 8 points on −1 … 1, of the positive half. */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const nodeWeights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

/** On panels this short the quadrature of cosh^m is exact to rounding: its poles lie π/2 off the real axis. */
const panel = 0.5;
/** From here on cosh t = e^t/2 to rounding, and the integral is an exponential. */
const lastKnot = 20;

/**
 * The same solution for any exponent a ≥ 0. With σ = 1/(1 + e^(−2t)) the equation becomes dy = cosh^m(t) dt, m = 2a − 2, whose integrand
 * is smooth at every a, unlike (4σ(1−σ))^(−a) at the ends of σ. y(t) = ∫₀ᵗ cosh^m is tabulated by quadrature and inverted by Newton's
 * method within one panel; beyond the table it is inverted in closed form. For a < 1 y(∞) is finite, and σ is 0 or 1 beyond ±y(∞).
 */
export function generalSigmoid(exponent: number): UnitSigmoid {
  const power = 2 * exponent - 2;
  const slope = (t: number): number => Math.cosh(t) ** power;
  const table = [0];
  for (let knot = 0; knot < lastKnot; knot += panel) table.push(table.at(-1)! + integrate(slope, knot, knot + panel));

  function invert(y: number): number {
    const last = table.at(-1)!;
    if (y >= last) return beyondTable(y - last, power);
    const index = panelOf(table, y);
    const knot = index * panel;
    let t = knot + (panel * (y - table[index]!)) / (table[index + 1]! - table[index]!);
    for (let iteration = 0; iteration < 20; iteration++) {
      const step = (y - table[index]! - integrate(slope, knot, t)) / slope(t);
      t = Math.min(Math.max(t + step, knot), knot + panel);
      if (Math.abs(step) <= 1e-16 * (1 + t)) break;
    }
    return t;
  }

  return (y) => 1 / (1 + Math.exp(-2 * Math.sign(y) * invert(Math.abs(y))));
}

/** Where ∫ (e^t/2)^m dt from the last knot comes to `rest`; infinite where it never does. */
function beyondTable(rest: number, power: number): number {
  const scaled = rest * 2 ** power * Math.exp(-power * lastKnot);
  if (power === 0) return lastKnot + scaled;
  return power * scaled <= -1 ? Infinity : lastKnot + Math.log1p(power * scaled) / power;
}

function integrate(f: (t: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  for (const [index, node] of nodes.entries()) sum += nodeWeights[index]! * (f(middle - half * node) + f(middle + half * node));
  return half * sum;
}

/** Index of the last entry of a rising table that is not above the number, by halving. */
function panelOf(table: readonly number[], y: number): number {
  let [low, high] = [0, table.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= y) low = middle;
    else high = middle;
  }
  return low;
}
