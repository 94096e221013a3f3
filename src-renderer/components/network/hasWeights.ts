import type { LayerDesign } from '../../../src-core/network/design.ts';

const weighted: ReadonlySet<string> = new Set(['full', 'window', 'convolution', 'direct', 'random']);

/** Whether a layer has weights that can be taught; pooling, dropout, patches and the like have none. */
export function hasWeights({ connection }: Pick<LayerDesign, 'connection'>): boolean {
  return weighted.has(connection.type);
}
