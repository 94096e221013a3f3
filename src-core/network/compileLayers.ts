import { subTensor, type Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { shapeSize, type Shape } from '../shape.ts';
import { weightCount as countWeights } from './connections/weightLayout.ts';
import { inputLayerName } from './design.ts';
import type { CompiledLayer, LayerParameters, SourceConnection } from './network.ts';
import type { LayerPlan } from './planNetwork.ts';

/** A layer and how it was planned. */
export interface LayerProgram {
  readonly layer: CompiledLayer;
  readonly plan: LayerPlan;
}

/** The two runs that hold all parameters and their gradients. */
export interface ParameterRuns {
  readonly parameters: Tensor;
  readonly gradients: Tensor;
}

/** The input as layer 0: axons, and neither design, sources, update nor parameters. */
export function compileInput(shape: Shape, kernels: KernelSet, batch: number): CompiledLayer {
  return {
    name: inputLayerName,
    design: null,
    ...allocateAxons(shape, kernels, batch),
    sources: [],
    update: null,
    parameters: null,
    parameterCount: 0,
  };
}

/** Takes memory for each layer's axons and deals the parameter runs out in canonical order: weights of each source, then bias. */
export function compileLayers(plans: readonly LayerPlan[], runs: ParameterRuns, kernels: KernelSet, batch: number): LayerProgram[] {
  let start = 0;
  return plans.map((plan) => {
    const parameters = dealParameters(plan, runs, start);
    let sourceStart = start;
    const sources = plan.connections.map((connection, index): SourceConnection => {
      const layout = connection.weights;
      const shape = layout?.shape ?? [0];
      const weights = layout && subTensor(runs.parameters, sourceStart, shape);
      const weightGradients = layout && subTensor(runs.gradients, sourceStart, shape);
      sourceStart += layout ? countWeights(layout) : 0;
      return { source: plan.sources[index]!, connection: connection.compile(kernels, batch), layout, weights, weightGradients };
    });
    start += plan.parameterCount;
    const axons = allocateAxons(plan.shape, kernels, batch);
    return {
      layer: {
        name: plan.design.name,
        design: plan.design,
        ...axons,
        sources,
        update: plan.update,
        parameters,
        parameterCount: plan.parameterCount,
      },
      plan,
    };
  });
}

function allocateAxons(
  shape: Shape,
  { arena }: KernelSet,
  batch: number,
): Pick<CompiledLayer, 'shape' | 'size' | 'axons' | 'axonGradients'> {
  const size = shapeSize(shape);
  return { shape, size, axons: arena.allocate([batch, size]), axonGradients: arena.allocate([batch, size]) };
}

function dealParameters(plan: LayerPlan, runs: ParameterRuns, start: number): LayerParameters | null {
  const { parameterCount, weightCount, biasCount } = plan;
  if (parameterCount === 0) return null;
  const [only] = plan.connections.length === 1 ? plan.connections : [];
  const weightShape = only?.weights?.shape ?? [weightCount];
  const part = (run: Tensor, from: number, shape: Shape): Tensor | null =>
    shapeSize(shape) === 0 ? null : subTensor(run, start + from, shape);
  return {
    weights: part(runs.parameters, 0, weightShape),
    weightGradients: part(runs.gradients, 0, weightShape),
    bias: part(runs.parameters, weightCount, [biasCount]),
    biasGradients: part(runs.gradients, weightCount, [biasCount]),
    all: subTensor(runs.parameters, start, [parameterCount]),
    allGradients: subTensor(runs.gradients, start, [parameterCount]),
  };
}
