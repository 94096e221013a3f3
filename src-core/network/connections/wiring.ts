import type { Random } from '../../random/random.ts';

/** Which inputs each output reads, as compressed rows: output o reads `columns[starts[o] … starts[o + 1])`, in rising order. */
export interface Wiring {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
}

/** Keeps each pair with a probability, 0 < p ≤ 1, independently; works in proportion to what is kept. */
export function drawPairs(inputs: number, outputs: number, probability: number, random: Random): Wiring {
  const starts = new Int32Array(outputs + 1);
  const columns: number[] = [];
  const pairs = inputs * outputs;
  // The pairs left out between two that are kept are geometrically distributed, so that none of them need be drawn.
  const logRest = Math.log1p(-probability);
  const gap = (): number => (probability < 1 ? Math.floor(Math.log1p(-random.uniform()) / logRest) : 0);
  for (let pair = gap(); pair < pairs; pair += 1 + gap()) {
    columns.push(pair % inputs);
    starts[Math.floor(pair / inputs) + 1]!++;
  }
  for (let output = 0; output < outputs; output++) starts[output + 1]! += starts[output]!;
  return { starts, columns: Int32Array.from(columns) };
}

/** Gives each output the same number of different inputs, every choice equally likely. */
export function drawFanIn(inputs: number, outputs: number, fan: number, random: Random): Wiring {
  const starts = Int32Array.from({ length: outputs + 1 }, (_, output) => output * fan);
  const columns = new Int32Array(outputs * fan);
  for (let output = 0; output < outputs; output++) {
    const row = columns.subarray(output * fan, (output + 1) * fan);
    row.set([...chooseDifferent(fan, inputs, random)]);
    row.sort();
  }
  return { starts, columns };
}

/** Floyd's algorithm: `count` different integers below `bound` in `count` draws. */
function chooseDifferent(count: number, bound: number, random: Random): Set<number> {
  const chosen = new Set<number>();
  for (let last = bound - count; last < bound; last++) {
    const drawn = random.integer(last + 1);
    chosen.add(chosen.has(drawn) ? last : drawn);
  }
  return chosen;
}
