import { WorkbenchError } from '../../errors.ts';
import { shapeSize } from '../../shape.ts';
import type { Choice } from '../../registry.ts';
import { connections } from '../connections/registry.ts';
import { inputLayerName, type Design, type LayerDesign } from '../design.ts';
import { planNetwork } from '../planNetwork.ts';
import { connectionCandidates } from './connectionCandidates.ts';
import { fitParameters, type ReadLayer } from './fitParameters.ts';
import { designFromWords } from './layerWords.ts';
import type { TableLayer } from './ntwLayers.ts';
import type { SiteTable } from './ntwSites.ts';
import type { SavedNetwork } from './savedNetwork.ts';
import { textError } from './textToken.ts';

/**
 * A network from a table of layers and one of sites: for each layer the first connection that joins the same axons with as many
 * different weights, or the one that the file names.
 * @throws design/text-format at the layer that nothing fits
 */
export function buildNetwork(table: readonly TableLayer[], sites: SiteTable): SavedNetwork {
  const [input, ...layers] = table;
  const written = designFromWords(layers.map(layerNotation));
  const fitted: LayerDesign[] = [];
  const parameters: Float64Array[] = [];
  for (const [index, layer] of layers.entries()) {
    const read = readLayer(table, index + 1, sites);
    const { design, values } = fitLayer({ written: written.layers[index]!, layer, read }, fitted, input!);
    fitted.push(design);
    parameters.push(values);
  }
  return { inputShape: input!.shape, design: { layers: fitted }, parameters: concatenated(parameters), values: sites.values };
}

/** A layer as the notation has it; the connection stands for one still to be found where the file names none. */
function layerNotation({ shape, connection, words, token }: TableLayer) {
  const stand = ['full', shape.join('x')].map((text) => ({ text, token }));
  return [...(connection.length > 0 ? connection : stand), ...words];
}

interface LayerToFit {
  readonly written: LayerDesign;
  readonly layer: TableLayer;
  readonly read: ReadLayer;
}

function fitLayer({ written, layer, read }: LayerToFit, below: readonly LayerDesign[], { shape: inputShape }: TableLayer) {
  const names = [inputLayerName, ...below.map(({ name }) => name)];
  const isNamed = layer.connection.length > 0;
  const shownSources = isNamed ? null : usualSources(read.sources, names);
  const sources = written.sources ?? shownSources;
  const sourceShapes = shapesBelow({ layers: below }, inputShape);
  const choices: readonly Choice[] = isNamed ? [written.connection] : connectionCandidates(read, sourceShapes, layer);
  let misfit: unknown = null;
  for (const connection of choices) {
    const design: LayerDesign = { ...written, sources, connection };
    const plan = planNetwork({ layers: [...below, design] }, inputShape).at(-1)!;
    const values = plan instanceof WorkbenchError ? null : fitParameters(plan, layer.shape, read);
    if (values) return { design: { ...design, connection: connections.parse(connection) }, values };
    misfit = plan;
  }
  throw unfit({ written, layer, read }, isNamed, misfit);
}

/** Null, the usual source, where it is the layer before alone. */
function usualSources(sources: readonly number[], names: readonly string[]): string[] | null {
  const isLayerBefore = sources.length === 1 && sources[0] === names.length - 1;
  return isLayerBefore ? null : sources.map((source) => names[source]!);
}

function shapesBelow(design: Design, inputShape: TableLayer['shape']): TableLayer['shape'][] {
  const plans = planNetwork(design, inputShape);
  return [inputShape, ...plans.map((plan) => (plan as Exclude<typeof plan, WorkbenchError>).shape)];
}

/** What each axon of a layer reads, source by source. */
function readLayer(table: readonly TableLayer[], index: number, sites: SiteTable): ReadLayer {
  const { offset, shape } = table[index]!;
  const size = shapeSize(shape);
  const connected = new Map<number, Map<number, number>[]>();
  for (let axon = 0; axon < size; axon++) {
    for (let at = sites.starts[offset + axon]!; at < sites.starts[offset + axon + 1]!; at++) {
      const site = sites.sources[at]!;
      const source = table.findLastIndex((layer) => layer.offset <= site);
      if (!connected.has(source))
        connected.set(
          source,
          Array.from({ length: size }, () => new Map<number, number>()),
        );
      connected.get(source)![axon]!.set(site - table[source]!.offset, sites.weights[at]!);
    }
  }
  const sources = [...connected.keys()].sort((a, b) => a - b);
  return { sources, weights: connected, biases: sites.biases.subarray(offset, offset + size), rule: table[index]!.rule };
}

function unfit({ written: { name, connection }, layer, read }: LayerToFit, isNamed: boolean, misfit: unknown): WorkbenchError {
  const cause = misfit instanceof WorkbenchError ? ` ${misfit.message}` : '';
  if (read.sources.length === 0 && !isNamed)
    return textError(`layer "${name}" has no connections: none of its sites reads a lower one.`, layer.token);
  if (isNamed) {
    return textError(
      `the sites of layer "${name}" are not connected or biased as its connection "${connection.type}" would.${cause}`,
      layer.token,
    );
  }
  return textError(
    `layer "${name}" is connected as neither full, window, convolution, pooling nor direct connections are, and irregular connections ` +
      'cannot be taken over. A random connection comes back only from the verbatim variant, which names it.',
    layer.token,
  );
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
