import { connections } from '../../../src-core/network/connections/registry.ts';
import { layerDesignSchema, type Design, type LayerDesign } from '../../../src-core/network/design.ts';

/** A new layer of a connection with its usual settings, put in at an index. */
export function withNewLayer(design: Design, connection: string, at: number): Design {
  const layer = layerDesignSchema.parse({ name: freeLayerName(design, connection), connection: connections.parse({ type: connection }) });
  return withLayerAt(design, layer, at);
}

export function withCopy(design: Design, index: number): Design {
  const original = design.layers[index]!;
  return withLayerAt(design, { ...original, name: freeLayerName(design, original.name.replace(/\d+$/, '')) }, index + 1);
}

/** Without a layer; layers that read it alone read the one before them. */
export function withoutLayer(design: Design, index: number): Design {
  const { name } = design.layers[index]!;
  const layers = design.layers.filter((_, place) => place !== index);
  return { layers: layers.map((layer) => readingOnly(layer, (source) => source !== name)) };
}

export function withMovedLayer(design: Design, from: number, to: number): Design {
  const layer = design.layers[from]!;
  const rest = design.layers.filter((_, place) => place !== from);
  return withLayerAt({ layers: rest }, layer, to);
}

/** With a layer changed; a new name is taken over by the layers that read it. */
export function withLayer(design: Design, index: number, changed: LayerDesign): Design {
  const old = design.layers[index]!;
  const isRenamed = old.name !== changed.name;
  return {
    layers: design.layers.map((layer, place) => {
      if (place === index) return changed;
      if (!isRenamed || !layer.sources?.includes(old.name)) return layer;
      return { ...layer, sources: layer.sources.map((source) => (source === old.name ? changed.name : source)) };
    }),
  };
}

function withLayerAt({ layers }: Design, layer: LayerDesign, at: number): Design {
  return { layers: [...layers.slice(0, at), layer, ...layers.slice(at)] };
}

function readingOnly(layer: LayerDesign, isKept: (source: string) => boolean): LayerDesign {
  if (!layer.sources) return layer;
  const sources = layer.sources.filter(isKept);
  return { ...layer, sources: sources.length > 0 ? sources : null };
}

/** "full1", or the next number that is free. */
function freeLayerName({ layers }: Design, word: string): string {
  const taken = new Set(layers.map(({ name }) => name));
  let number = 1;
  while (taken.has(`${word}${number}`)) number++;
  return `${word}${number}`;
}
