import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import type { MembersOfSet } from './setMembers.ts';

/** The running mean of what each set's members bring. */
export interface SetMeans {
  /** `[sets, columns]` */
  readonly means: Tensor;
  /** `[sets]`: members met so far. */
  readonly counts: Tensor;
  /** `[columns]` */
  of(set: number): Tensor;
  /** Members of that set met so far. */
  met(set: number): number;
  /** m += (Σ x − n m) / N over n new members, N of them met by now. */
  learn(members: MembersOfSet): void;
  /** x ← x − m in place. */
  centre(members: MembersOfSet): void;
}

/** Means of so many sets over so many columns, all 0 before the first member; what is kept from batch to batch is `means` and `counts`. */
export function createSetMeans(kernels: KernelSet, sets: number, columns: number): SetMeans {
  const { arena } = kernels;
  const means = arena.allocate([sets, columns]);
  const counts = arena.allocate([sets]);
  const sum = arena.allocate([columns]);
  const of = (set: number): Tensor => subTensor(means, set * columns, [columns]);

  return {
    means,
    counts,
    of,
    met: (set) => arena.elements[counts.offset + set]!,
    learn({ set, count, samples }) {
      const met = arena.elements[counts.offset + set]! + count;
      arena.elements[counts.offset + set] = met;
      kernels.fill(sum, 0);
      kernels.addRowSums(sum, samples, count, columns);
      kernels.scale(of(set), 1 - count / met);
      kernels.addScaled(of(set), 1 / met, sum);
    },
    centre({ set, count, samples }) {
      for (let sample = 0; sample < count; sample++) kernels.addScaled(subTensor(samples, sample * columns, [columns]), -1, of(set));
    },
  };
}
