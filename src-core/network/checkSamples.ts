import type { FloatArray } from '../kernels/arena.ts';
import type { LossMember } from '../losses/loss.ts';
import { losses } from '../losses/registry.ts';
import type { Random } from '../random/random.ts';
import type { Choice } from '../registry.ts';

/** A few samples to check a gradient on: inputs `[rows, inputs]` and targets `[rows, outputs]`. */
export interface CheckSamples {
  readonly rows: number;
  readonly inputs: FloatArray;
  readonly targets: FloatArray;
}

/** Samples of a check where none are given: enough to see a mean over the batch, few enough to be quick. */
const drawnRows = 3;

/** Standard normal inputs, and targets such as the loss compares. @throws registry/unknown-member */
export function drawCheckSamples(inputs: number, outputs: number, loss: Choice, random: Random): CheckSamples {
  const { targets } = losses.get(loss.type);
  return {
    rows: drawnRows,
    inputs: Float64Array.from({ length: drawnRows * inputs }, () => random.normal()),
    targets: drawTargets(targets, outputs, random),
  };
}

function drawTargets(kind: LossMember['targets'], outputs: number, random: Random): Float64Array {
  const targets = new Float64Array(drawnRows * outputs);
  for (let row = 0; row < drawnRows; row++) {
    const right = random.integer(outputs);
    for (let column = 0; column < outputs; column++) targets[row * outputs + column] = drawTarget(kind, column === right, random);
  }
  return targets;
}

function drawTarget(kind: LossMember['targets'], isRight: boolean, random: Random): number {
  switch (kind) {
    case 'any':
      return random.normal();
    case 'shares':
      return 0.1 + random.uniform();
    case 'unit':
      return random.uniform();
    case 'signs':
      return Number(isRight);
  }
}
