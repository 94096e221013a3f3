import { WorkbenchError } from '../errors.ts';
import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import { shellOfSample } from '../losses/shell.ts';
import type { Network } from '../network/network.ts';
import type { Identifier } from './skin.ts';

/** Which outputs are whose. */
export interface Shells {
  readonly sets: number;
  /** Outputs of a shell. */
  readonly outputs: number;
  /** The sets that have a shell, in the order of their outputs. */
  readonly owners: readonly number[];
}

/**
 * Gives every set an equal part of the outputs, or all of them to one.
 * @param members place of the one set, counted from 1; 0 is every set
 * @throws skin/unfit where the outputs are no multiple of the sets, or there is no such set
 */
export function placeShells({ layers }: Network, sets: number, members: number): Shells {
  const { name, size } = layers.at(-1)!;
  const details = { layer: name, outputs: size, sets };
  if (members > sets)
    throw new WorkbenchError('skin/unfit', `There is no set ${members} whose members go to the centre, only ${sets}.`, details);
  if (members > 0) return { sets, outputs: size, owners: [members - 1] };
  if (size % sets === 0) return { sets, outputs: size / sets, owners: Array.from({ length: sets }, (_, set) => set) };
  const message = `Each of the ${sets} sets gets an equal part of the outputs for a shell of its own, but the ${size} of layer "${name}" are no multiple of ${sets}. Give it ${sets * 2}, or name the one set whose members go to the centre.`;
  throw new WorkbenchError('skin/unfit', message, details);
}

/** ℓ = Σ_c ¼(|y_c|² − r²)² with r = 0 in the shell of the sample's own set, else R; 0 for a sample of unknown set. A target is the number of its set. */
export function createShellLoss({ outputs, owners }: Shells, radius: number): Loss {
  return {
    gradientOf: 'outputs',
    evaluate(kernels, { outputs: y, columns }, targets, gradients, rows) {
      const { elements } = kernels.arena;
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const set = elements[targets.offset + row]!;
        for (const [shell, owner] of owners.entries()) {
          const first = row * columns + shell * outputs;
          const gradient = gradients && gradients.offset + first;
          if (set >= 0) sum += shellOfSample(elements, y.offset + first, set === owner ? 0 : radius, gradient, outputs);
          else if (gradient !== null) elements.fill(0, gradient, gradient + outputs);
        }
      }
      if (gradients) kernels.scale(subTensor(gradients, 0, [rows, columns]), 1 / rows);
      return sum;
    },
  };
}

/**
 * The stress of a set is |y_c|²/R², how far a sample is from its centre; that of a set without a shell, or never met, is infinite.
 * @param met `[sets]`: not 0 where members have been met
 */
export function createShellIdentifier(
  { kernels, outputs }: Network,
  { sets, owners, outputs: size }: Shells,
  radius: number,
  met: Tensor,
): Identifier {
  return {
    sets,
    stress(rows) {
      const stresses = new Float64Array(rows * sets).fill(Infinity);
      for (let row = 0; row < rows; row++) {
        for (const [shell, owner] of owners.entries()) {
          if (kernels.arena.elements[met.offset + owner] === 0) continue;
          const y = subTensor(outputs, (row * owners.length + shell) * size, [size]);
          stresses[row * sets + owner] = kernels.dot(y, y) / radius ** 2;
        }
      }
      return stresses;
    },
  };
}
