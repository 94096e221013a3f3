import type { Tensor } from '../kernels/arena.ts';
import type { Loss } from '../losses/loss.ts';
import type { Network } from './network.ts';

/** Tells whether a network and its loss are on the same smooth branches as when watching began. */
interface BranchWatch {
  areSame(): boolean;
}

/**
 * Remembers on which smooth branch each axon is after a pass: on which side of its update's kinks its value lies, which axon won its
 * pooling, and where its output lies among the loss's kinks. As long as these stay, the loss is a smooth function of the parameters.
 */
export function watchBranches(network: Network, loss: Loss, targets: Tensor, rows: number): BranchWatch {
  const first = branchesOf(network, loss, targets, rows);
  return {
    areSame() {
      const now = branchesOf(network, loss, targets, rows);
      return now.every((branch, index) => branch === first[index]);
    },
  };
}

/** The branch of each axon that has several, after a pass over `rows` rows, in an order that is always the same. */
export function branchesOf(network: Network, loss: Loss, targets: Tensor, rows: number): number[] {
  const { arena } = network.kernels;
  const branches: number[] = [];
  for (const { axons, size, sources, update } of network.layers) {
    const kinks = update?.kind === 'elementwise' ? update.kinks : undefined;
    if (kinks?.length) for (const value of arena.view(axons).subarray(0, rows * size)) branches.push(sideOf(value, kinks));
    for (const { connection } of sources) {
      if (!connection.branches) continue;
      for (const branch of arena.viewIndices(connection.branches).subarray(0, rows * size)) branches.push(branch);
    }
  }
  const columns = network.layers.at(-1)!.size;
  for (let start = 0; loss.branchesOf && start < rows * columns; start += columns) {
    branches.push(...loss.branchesOf(arena.elements, network.outputs.offset + start, targets.offset + start, columns));
  }
  return branches;
}

/** Counts a kink below the value twice and one at it once, so that below, at and above differ. */
function sideOf(value: number, kinks: readonly number[]): number {
  return kinks.reduce((side, kink) => side + (value > kink ? 2 : value === kink ? 1 : 0), 0);
}
