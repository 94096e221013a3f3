import { asWorkbenchError, WorkbenchError } from '../errors.ts';
import type { UpdateFunction } from '../kernels/kernelSet.ts';
import { initializers } from '../random/initializers/registry.ts';
import type { Choice } from '../registry.ts';
import { formatShape, shapeSize, type Shape } from '../shape.ts';
import type { ConnectionPlan } from './connections/connection.ts';
import { connections } from './connections/registry.ts';
import { refuseTooLarge } from './connections/sizeLimit.ts';
import { weightCount as countWeights } from './connections/weightLayout.ts';
import { inputLayerName, type Design, type LayerDesign } from './design.ts';
import { updates } from './updates/registry.ts';

/** A layer whose shape and parameters are known, before any memory is taken. */
export interface LayerPlan {
  readonly design: LayerDesign;
  /** Indices of the layers it reads; 0 is the input, i + 1 the design's layer i. */
  readonly sources: readonly number[];
  /** One connection a source. */
  readonly connections: readonly ConnectionPlan[];
  readonly shape: Shape;
  /** 0 where the layer has no bias. */
  readonly biasCount: number;
  readonly weightCount: number;
  readonly parameterCount: number;
  readonly update: UpdateFunction;
  readonly initializer: Choice;
}

/** A plan for each layer of the design, or what is wrong with it. Never throws for a design that does not fit. */
export function planNetwork(design: Design, inputShape: Shape): (LayerPlan | WorkbenchError)[] {
  const plans: (LayerPlan | WorkbenchError)[] = [];
  let parameters = 0;
  for (const [index, layer] of design.layers.entries()) {
    try {
      const plan = planLayer(design, index, inputShape, plans);
      refuseTooLarge(layer.name, 'parameters with the layers before it', parameters + plan.parameterCount);
      parameters += plan.parameterCount;
      plans.push(plan);
    } catch (error) {
      plans.push(asWorkbenchError(error));
    }
  }
  return plans;
}

/** A plan for each layer. @throws design/… of the first layer that does not fit */
export function planOrRefuse(design: Design, inputShape: Shape): LayerPlan[] {
  return planNetwork(design, inputShape).map((plan) => {
    if (plan instanceof WorkbenchError) throw plan;
    return plan;
  });
}

/** Names of the layers that a layer reads, with the default filled in: the layer before. */
export function sourceNames(design: Design, index: number): readonly string[] {
  return design.layers[index]!.sources ?? [design.layers[index - 1]?.name ?? inputLayerName];
}

function planLayer(design: Design, index: number, inputShape: Shape, plans: readonly (LayerPlan | WorkbenchError)[]): LayerPlan {
  const layer = design.layers[index]!;
  refuseTakenName(design, index);
  const { type, ...parameters } = connections.parse(layer.connection);
  const member = connections.get(type);
  const sources = sourceNames(design, index).map((source) => findSource(design, index, source));
  const connectionPlans = sources.map((source, order) =>
    member.plan(shapeOf(source, layer.name, inputShape, plans, design), parameters, layer.name, [index, order]),
  );
  const [first] = connectionPlans;
  const shape = first!.outputShape;
  const other = connectionPlans.find(({ outputShape }) => formatShape(outputShape) !== formatShape(shape));
  if (other) {
    throw new WorkbenchError(
      'design/shape-mismatch',
      `Layer "${layer.name}" adds sources that give it different shapes: ${formatShape(shape)} and ${formatShape(other.outputShape)}. Its sources must agree.`,
      { layer: layer.name, shapes: connectionPlans.map(({ outputShape }) => outputShape) },
    );
  }
  const { type: updateType, ...updateParameters } = updates.parse(layer.update);
  const update = updates.get(updateType);
  const weightCount = connectionPlans.reduce((sum, { weights }) => sum + (weights ? countWeights(weights) : 0), 0);
  const biasCount = layer.bias ? first!.biasCount : 0;
  return {
    design: layer,
    sources,
    connections: connectionPlans,
    shape,
    biasCount,
    weightCount,
    parameterCount: weightCount + biasCount,
    update: update.create(updateParameters),
    initializer: initializers.parse(layer.initializer ?? { type: update.usualInitializer }),
  };
}

function refuseTakenName(design: Design, index: number): void {
  const { name } = design.layers[index]!;
  if (name !== inputLayerName && design.layers.findIndex((layer) => layer.name === name) === index) return;
  throw new WorkbenchError(
    'design/name-taken',
    name === inputLayerName
      ? `No layer can be called "${inputLayerName}": that is the name of the network's inputs.`
      : `Two layers are called "${name}"; layer ${index + 1} needs a name of its own.`,
    { layer: name, index },
  );
}

function findSource(design: Design, index: number, source: string): number {
  if (source === inputLayerName) return 0;
  const found = design.layers.findIndex(({ name }) => name === source);
  if (found >= 0 && found < index) return found + 1;
  const { name } = design.layers[index]!;
  const possible = [inputLayerName, ...design.layers.slice(0, index).map((layer) => layer.name)].join(', ');
  throw new WorkbenchError(
    'design/unknown-source',
    `Layer "${name}" reads "${source}", which is ${found < 0 ? 'no layer of this design' : 'not before it'}. It can read: ${possible}.`,
    { layer: name, source },
  );
}

function shapeOf(source: number, layer: string, inputShape: Shape, plans: readonly (LayerPlan | WorkbenchError)[], design: Design): Shape {
  if (source === 0) {
    if (shapeSize(inputShape) >= 1) return inputShape;
    throw new WorkbenchError(
      'design/no-inputs',
      `Layer "${layer}" has nothing to read: the dataset has no input columns. Give at least one column the role of input.`,
      { layer },
    );
  }
  const plan = plans[source - 1]!;
  if (!(plan instanceof WorkbenchError)) return plan.shape;
  const name = design.layers[source - 1]!.name;
  throw new WorkbenchError('design/unfit-source', `Layer "${layer}" reads layer "${name}", which has to be mended first.`, {
    layer,
    source: name,
  });
}
