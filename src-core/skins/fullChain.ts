import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { UpdateFunction } from '../kernels/kernelSet.ts';
import type { CompiledLayer } from '../network/network.ts';
import type { SkinContext } from './skin.ts';

/** A layer of a chain in which each layer reads all of the one before and nothing else. */
export interface ChainLayer {
  readonly layer: CompiledLayer;
  readonly isTaught: boolean;
  /** The layer it reads. */
  readonly below: CompiledLayer;
  /** `[size, below.size]` */
  readonly weights: Tensor;
  readonly bias: Tensor | null;
  readonly update: UpdateFunction;
  readonly size: number;
}

/**
 * The layers from the lowest that is taught to the outputs, lowest first; empty where none is taught.
 * @param label the skin, for people
 * @throws skin/unfit where one of them is no full connection over the layer before it
 */
export function fullChain({ network, layers: taught }: SkinContext, label: string): ChainLayer[] {
  const lowest = taught[0] ?? network.layers.length;
  return network.layers.slice(lowest).map((layer, above) => {
    const index = lowest + above;
    const [source, ...others] = layer.sources;
    const isLink = layer.design!.connection.type === 'full' && others.length === 0 && source!.source === index - 1;
    if (!isLink) {
      const message = `${label} teaches a chain of full connections, each over the layer before it; layer "${layer.name}" is none. Choose another design, or let another skin teach it.`;
      throw new WorkbenchError('skin/unfit', message, { layer: layer.name });
    }
    return {
      layer,
      isTaught: taught.includes(index),
      below: network.layers[index - 1]!,
      weights: source!.weights!,
      bias: layer.parameters!.bias,
      update: layer.update!,
      size: layer.size,
    };
  });
}
