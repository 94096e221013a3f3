import { subTensor } from '../kernels/arena.ts';
import type { Network } from '../network/network.ts';
import type { ChainLayer } from './fullChain.ts';
import { outputError } from './outputError.ts';
import type { TargetsBatch } from './skin.ts';

/** What draws the outputs from where they would settle. */
interface Nudge {
  readonly taught: TargetsBatch;
  /** β: how strongly towards the targets, or away from them where it is negative. */
  readonly strength: number;
}

/** The states of a chain that hears the layers above as well as those below; they are the axons of its layers. */
export interface Settling {
  /** Puts the states where a pass upwards does, for the first `rows` rows of `network.inputs`. */
  begin(rows: number): void;
  /** Moves all states at once, so many times: s ← s + γ (f(W s_below + Wᵀ s_above + b + β (t − s)) − s), β (t − s) at the outputs only. */
  settle(rows: number, steps: number, nudge?: Nudge | null): void;
}

/** States over a network whose upper layers are that chain; uses the axon gradients as room for sums. `pace` is γ. */
export function createSettling(network: Network, chain: readonly ChainLayer[], pace: number): Settling {
  const { kernels, batch } = network;
  /** W x + b of the lowest layer, whose inputs are held. */
  const drive = kernels.arena.allocate([batch, chain[0]?.size ?? 1]);
  const error = kernels.arena.allocate([batch, network.layers.at(-1)!.size]);

  function gather(rows: number): void {
    for (const [which, { layer, below, weights, bias, size }] of chain.entries()) {
      const sums = layer.axonGradients;
      if (which === 0) {
        kernels.copy(subTensor(sums, 0, [rows, size]), subTensor(drive, 0, [rows, size]));
      } else {
        kernels.setRows(sums, bias, rows, size);
        kernels.forwardProduct(sums, below.axons, weights, { batch: rows, inputs: below.size, outputs: size });
      }
      const above = chain[which + 1];
      if (above) kernels.inputGradientProduct(sums, above.layer.axons, above.weights, { batch: rows, inputs: size, outputs: above.size });
    }
  }

  function draw({ taught, strength }: Nudge): void {
    outputError(network, taught, error);
    const own = [taught.rows, network.layers.at(-1)!.size];
    kernels.addScaled(subTensor(network.outputGradients, 0, own), -strength, subTensor(error, 0, own));
  }

  function move(rows: number): void {
    for (const { layer, update, size } of chain) {
      const states = subTensor(layer.axons, 0, [rows, size]);
      const wanted = subTensor(layer.axonGradients, 0, [rows, size]);
      kernels.applyUpdate(update, wanted, rows, size);
      kernels.scale(states, 1 - pace);
      kernels.addScaled(states, pace, wanted);
    }
  }

  return {
    begin(rows) {
      network.forward(rows, true);
      for (const { below, weights, bias, size } of chain.slice(0, 1)) {
        kernels.setRows(drive, bias, rows, size);
        kernels.forwardProduct(drive, below.axons, weights, { batch: rows, inputs: below.size, outputs: size });
      }
    },
    settle(rows, steps, nudge = null) {
      for (let step = 0; step < steps; step++) {
        gather(rows);
        if (nudge) draw(nudge);
        move(rows);
      }
    },
  };
}
