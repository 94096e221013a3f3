import { WorkbenchError } from '../../errors.ts';
import { createKernels } from '../../kernels/createKernels.ts';
import { shapeSize } from '../../shape.ts';
import type { Link } from '../connections/connection.ts';
import { weightCount } from '../connections/weightLayout.ts';
import { planNetwork, type LayerPlan } from '../planNetwork.ts';
import { connectionWords, printLayerWords } from './layerWords.ts';
import { connectionCount, mostConnections, mostSites, type SavedNetwork } from './savedNetwork.ts';
import { printShape } from './textValues.ts';

/**
 * How much a file says: `plain` has bare numbers of nine digits, from which a float32 comes back to the bit; `verbatim` has a label
 * before every number, all digits, and names each layer's connection.
 */
export type NtwVariant = 'plain' | 'verbatim';

/** A layer, where its sites begin, and where its parameters do. */
interface PlacedLayer {
  readonly plan: LayerPlan;
  readonly offset: number;
  readonly firstParameter: number;
}

/** A connection of a site, as it is written. */
interface WrittenLink {
  readonly site: number;
  readonly weight: number;
}

/**
 * A network in the original's save format: a table of layers with shapes and offsets, then every site with its value, bias, and
 * connections, each a connected site and a weight. `parseNtw` reads it back.
 * @throws network/wrong-parameter-count, network/wrong-value-count, design/too-large, design/repeated-source, network/not-finite; design/… of a layer that does not fit
 */
export function printNtw(network: SavedNetwork, variant: NtwVariant = 'plain'): string {
  const layers = placeLayers(network);
  const sites = network.values.length;
  const verbatim = variant === 'verbatim';
  const lines = [
    verbatim ? 'ntw 1 verbatim' : 'ntw 1',
    '# A network of the NeuronLearning workbench; docs/text-formats.md describes the format.',
    `layers ${layers.length + 1}`,
    ...(verbatim ? [] : ['# shape, offset of its first site, update with parameters, settings']),
    verbatim ? `layer 0 shape ${printShape(network.inputShape)} offset 0 update none` : `${printShape(network.inputShape)} 0 none`,
    ...layers.map((layer, index) => layerLine(layer, index, verbatim)),
    `sites ${sites}`,
    ...(verbatim ? [] : ['# value, bias, number of connections; then connected site and weight of each']),
  ];
  const inputs = shapeSize(network.inputShape);
  for (let site = 0; site < inputs; site++) lines.push(siteLines(site, network.values[site]!, 0, [], verbatim));
  for (const layer of layers) {
    const linksOf = traceLinks(layer, layers, network);
    const { offset, plan, firstParameter } = layer;
    const firstBias = firstParameter + plan.weightCount;
    for (let axon = 0; axon < shapeSize(plan.shape); axon++) {
      const bias = plan.biasCount === 0 ? 0 : network.parameters[firstBias + (axon % plan.biasCount)]!;
      lines.push(siteLines(offset + axon, network.values[offset + axon]!, bias, linksOf(axon), verbatim));
    }
  }
  return `${lines.join('\n')}\nend\n`;
}

function placeLayers({ inputShape, design, parameters, values }: SavedNetwork): PlacedLayer[] {
  let offset = shapeSize(inputShape);
  let firstParameter = 0;
  let connections = 0;
  const layers = planNetwork(design, inputShape).map((plan): PlacedLayer => {
    if (plan instanceof WorkbenchError) throw plan;
    refuseRepeatedSources(plan);
    const layer = { plan, offset, firstParameter };
    offset += shapeSize(plan.shape);
    firstParameter += plan.parameterCount;
    connections += connectionCount(plan);
    return layer;
  });
  refuseMany('sites', offset, mostSites);
  refuseMany('connections', connections, mostConnections);
  refuseCount('network/wrong-parameter-count', 'parameters', firstParameter, parameters.length);
  refuseCount('network/wrong-value-count', 'axons', offset, values.length);
  return layers;
}

/** The connections of each axon of a layer, over all its sources, with their weights. */
function traceLinks({ plan, firstParameter }: PlacedLayer, layers: readonly PlacedLayer[], network: SavedNetwork) {
  const kernels = createKernels('float64');
  let firstWeight = firstParameter;
  const sources = plan.connections.map((connection, order) => {
    const compiled = connection.compile(kernels, 1);
    const source = plan.sources[order]!;
    const placed = { compiled, firstWeight, offset: source === 0 ? 0 : layers[source - 1]!.offset };
    firstWeight += connection.weights ? weightCount(connection.weights) : 0;
    return placed;
  });
  return (axon: number): WrittenLink[] =>
    sources.flatMap(({ compiled, offset, firstWeight: first }) => {
      const links = compiled.links(axon, 0);
      if (compiled.branches) return largestTaken(links, offset, network.values);
      return links.map((link) => ({
        site: offset + link.source,
        weight: 'weight' in link ? network.parameters[first + link.weight]! : link.factor,
      }));
    });
}

/** Max pooling as eq. 11 has it: 1 for the first of the largest values, and 0 for the rest. */
function largestTaken(links: readonly Link[], offset: number, values: ArrayLike<number>): WrittenLink[] {
  const sites = links.map(({ source }) => offset + source);
  const largest = sites.reduce((best, site) => (values[site]! > values[best]! ? site : best), sites[0]!);
  return sites.map((site) => ({ site, weight: site === largest ? 1 : 0 }));
}

function layerLine({ plan, offset }: PlacedLayer, index: number, verbatim: boolean): string {
  const { design, shape } = plan;
  const rule = plan.weightCount > 0 ? [] : [takesLargest(plan) ? 'maxpool' : 'fixed'];
  const words = [...rule, ...printLayerWords(design, index)].join(' ');
  if (!verbatim) return `${printShape(shape)} ${offset} ${words}`;
  return `layer ${index + 1} shape ${printShape(shape)} offset ${offset} reads ${connectionWords(design.connection).join(' ')} update ${words}`;
}

function takesLargest({ connections }: LayerPlan): boolean {
  return connections[0]!.compile(createKernels('float64'), 1).branches !== undefined;
}

function siteLines(site: number, value: number, bias: number, links: readonly WrittenLink[], verbatim: boolean): string {
  if (!verbatim) {
    return [
      numberText(value, 9),
      numberText(bias, 9),
      links.length,
      ...links.map((link) => `${link.site} ${numberText(link.weight, 9)}`),
    ].join(' ');
  }
  const head = `site ${site} value ${numberText(value, 17)} bias ${numberText(bias, 17)} connections ${links.length}`;
  return [head, ...links.map((link) => `  from ${link.site} weight ${numberText(link.weight, 17)}`)].join('\n');
}

/** The shortest text that reads back as the number rounded to so many digits; at 17 it is not rounded. */
function numberText(value: number, digits: number): string {
  if (!Number.isFinite(value)) {
    throw new WorkbenchError(
      'network/not-finite',
      'The network holds a number that is not finite; a diverged network cannot be saved.',
      {},
    );
  }
  if (Object.is(value, -0)) return '-0';
  return String(digits >= 17 ? value : Number(value.toPrecision(digits)));
}

function refuseRepeatedSources({ sources, design }: LayerPlan): void {
  if (new Set(sources).size === sources.length) return;
  throw new WorkbenchError(
    'design/repeated-source',
    `Layer "${design.name}" reads a layer twice, and a .ntw file holds one connection between two sites. Name each source once.`,
    { layer: design.name },
  );
}

function refuseMany(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  const [found, most] = [count, limit].map((number) => Math.round(number).toLocaleString('en-GB'));
  throw new WorkbenchError('design/too-large', `The network has ${found} ${what}; a .ntw file holds at most ${most}.`, {
    what,
    count,
    limit,
  });
}

function refuseCount(
  code: 'network/wrong-parameter-count' | 'network/wrong-value-count',
  what: string,
  expected: number,
  found: number,
): void {
  if (found === expected) return;
  throw new WorkbenchError(code, `This network has ${expected} ${what}, but ${found} numbers were given for them.`, { expected, found });
}
