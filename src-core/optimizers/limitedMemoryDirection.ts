import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { SearchState } from './optimizer.ts';
import type { SearchDirection, StepTaken } from './searchDirection.ts';

/** A pair is kept where s·y exceeds this share of |s||y|, so that the approximate Hessian stays positive. */
const leastCurvature = 1e-10;

interface MemoryState extends SearchState {
  /** s = xₙ₊₁ − xₙ and y = ∇f(xₙ₊₁) − ∇f(xₙ), `[memory, dimension]` each, used as rings. */
  readonly tensors: Readonly<Record<'moves' | 'changes', Tensor>>;
  /** `pairs` counts those in use; `newest` is the ring's place of the last one. */
  readonly numbers: Record<'pairs' | 'newest', number>;
}

/** p = −H∇f with the inverse Hessian H that BFGS builds from the last `memory` pairs (s, y) on (s·y/y·y)I (Nocedal & Wright, algorithm 7.4). */
export function limitedMemoryDirection(memory: number): SearchDirection {
  return {
    init: ({ arena }, dimension): MemoryState => ({
      tensors: { moves: arena.allocate([memory, dimension]), changes: arena.allocate([memory, dimension]) },
      numbers: { pairs: 0, newest: 0 },
    }),
    forget: (state) => {
      state.numbers['pairs'] = 0;
    },
    turn(step, state) {
      remember(memory, step, state as MemoryState);
      return followMemory(memory, step, state as MemoryState);
    },
    // The Newton step: its length is in the direction already.
    firstStep: ({ stepsSinceRestart }) => (stepsSinceRestart > 0 ? 1 : NaN),
  };
}

function remember(memory: number, { kernels, dimension, direction, gradient, newGradient, length }: StepTaken, state: MemoryState): void {
  const { numbers, tensors } = state;
  const place = (numbers.newest + 1) % memory;
  const move = row(tensors.moves, place, dimension);
  const change = row(tensors.changes, place, dimension);
  kernels.copy(move, direction);
  kernels.scale(move, length);
  kernels.pointOnLine(change, newGradient, -1, gradient);
  const scale = Math.sqrt(kernels.dot(move, move) * kernels.dot(change, change));
  if (!(kernels.dot(move, change) > leastCurvature * scale)) {
    // The ring's place is spoilt; what it held was the oldest pair.
    numbers.pairs = Math.min(numbers.pairs, memory - 1);
    return;
  }
  numbers.newest = place;
  numbers.pairs = Math.min(memory, numbers.pairs + 1);
}

/** The two loops: p = −H∇f(xₙ₊₁) without ever forming H. False where there is no pair to build H from. */
function followMemory(
  memory: number,
  { kernels, dimension, direction, newGradient }: StepTaken,
  { numbers, tensors }: MemoryState,
): boolean {
  if (numbers.pairs === 0) return false;
  const places = Array.from({ length: numbers.pairs }, (_, age) => (numbers.newest - age + memory) % memory);
  const pairs = places.map((place) => {
    const move = row(tensors.moves, place, dimension);
    const change = row(tensors.changes, place, dimension);
    return { move, change, product: kernels.dot(move, change), share: 0 };
  });

  kernels.fill(direction, 0);
  kernels.addScaled(direction, -1, newGradient);
  for (const pair of pairs) {
    pair.share = kernels.dot(pair.move, direction) / pair.product;
    kernels.addScaled(direction, -pair.share, pair.change);
  }
  const newest = pairs[0]!;
  kernels.scale(direction, newest.product / kernels.dot(newest.change, newest.change));
  for (const pair of pairs.reverse()) {
    const correction = pair.share - kernels.dot(pair.change, direction) / pair.product;
    kernels.addScaled(direction, correction, pair.move);
  }
  return true;
}

function row(tensor: Tensor, index: number, dimension: number): Tensor {
  return subTensor(tensor, index * dimension, [dimension]);
}
