import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet } from '../kernels/kernelSet.ts';
import { createRandom } from '../random/createRandom.ts';
import { deriveSeed } from '../random/deriveSeed.ts';
import type { Random } from '../random/random.ts';
import type { Shape } from '../shape.ts';
import { compileInput, compileLayers, type LayerProgram } from './compileLayers.ts';
import type { Design } from './design.ts';
import { drawParameters } from './drawParameters.ts';
import type { Network } from './network.ts';
import { normaliseNeurons } from './normaliseNeurons.ts';
import { backwardPass, forwardPass, type NetworkProgram } from './passes.ts';
import { planOrRefuse } from './planNetwork.ts';

/** What a design is compiled with. */
export interface CompileOptions {
  readonly kernels: KernelSet;
  /** Most rows a pass can take. */
  readonly batch: number;
  /** One number is drawn from it; every layer's first weights have a stream of their own from that. */
  readonly random: Random;
}

/**
 * Compiles a design for inputs of a shape: takes all memory from the kernels' arena, draws first weights and gives the passes.
 * @throws design/… of the first layer that does not fit, network/bad-batch, kernel/out-of-memory
 */
export function compileNetwork(design: Design, inputShape: Shape, { kernels, batch, random }: CompileOptions): Network {
  if (!Number.isInteger(batch) || batch < 1)
    throw new WorkbenchError('network/bad-batch', `A batch has at least one row, not ${batch}.`, { batch });
  const plans = planOrRefuse(design, inputShape);
  const parameterCount = plans.reduce((sum, plan) => sum + plan.parameterCount, 0);
  const parameters = kernels.arena.allocate([parameterCount]);
  const gradients = kernels.arena.allocate([parameterCount]);
  const input = compileInput(inputShape, kernels, batch);
  const programs = compileLayers(plans, { parameters, gradients }, kernels, batch);
  const seed = random.integer(Number.MAX_SAFE_INTEGER);
  drawParameters(programs, kernels, seed);
  redraw(programs, seed);
  constrain(programs, kernels);

  const last = programs.at(-1)!;
  const outputPreactivations = allocatePreactivations(last, kernels, batch);
  const layers = [input, ...programs.map(({ layer }) => layer)];
  let taught = new Set(layers.keys());
  const isTaught = (layer: number): boolean => {
    const { parameterCount, design } = layers[layer]!;
    return taught.has(layer) && parameterCount > 0 && !design!.frozen;
  };
  const program: NetworkProgram = { kernels, layers, programs, gradients, outputPreactivations, isTaught };

  return {
    design,
    kernels,
    batch,
    layers,
    inputs: input.axons,
    outputs: last.layer.axons,
    outputGradients: last.layer.axonGradients,
    outputPreactivations,
    parameters,
    gradients,
    parameterCount,
    drawsInTeaching: programs.some(({ layer }) => layer.sources.some(({ connection }) => connection.redraw)),
    redraw: (from) => redraw(programs, from),
    forward(rows, teaching = false) {
      refuseRows(rows, batch);
      forwardPass(program, { first: 1, last: programs.length, rows, teaching });
    },
    forwardLayers(first, last, rows, teaching = false) {
      refuseRows(rows, batch);
      forwardPass(program, { first, last, rows, teaching });
    },
    teachOnly(chosen) {
      taught = new Set(chosen);
    },
    backward(rows, from, everywhere = false) {
      refuseRows(rows, batch);
      backwardPass(program, rows, from, everywhere);
    },
    applyConstraints: () =>
      constrain(
        programs.filter((_, index) => isTaught(index + 1)),
        kernels,
      ),
    exportParameters: () => kernels.arena.view(parameters).slice(),
    importParameters(values) {
      if (values.length !== parameterCount) {
        throw new WorkbenchError('network/wrong-parameter-count', `This network has ${parameterCount} parameters, not ${values.length}.`, {
          expected: parameterCount,
          found: values.length,
        });
      }
      kernels.arena.view(parameters).set(values);
    },
  };
}

/** Gives each connection that draws in teaching a stream of its own. */
function redraw(programs: readonly LayerProgram[], seed: number): void {
  for (const [layerIndex, { layer }] of programs.entries()) {
    for (const [sourceIndex, { connection }] of layer.sources.entries()) {
      connection.redraw?.(createRandom(deriveSeed(seed, 'teaching', layerIndex, sourceIndex)));
    }
  }
}

/** Rescales the neurons of layers that have a row norm. */
function constrain(programs: readonly LayerProgram[], kernels: KernelSet): void {
  for (const { plan, layer } of programs) {
    if (plan.design.rowNorm !== null) normaliseNeurons(layer.sources, plan.design.rowNorm, kernels);
  }
}

/** z is kept only under the updates whose losses are computed from it. */
function allocatePreactivations({ plan, layer }: LayerProgram, kernels: KernelSet, batch: number): Tensor | null {
  const isKept = ['exp', 'softmax', 'logistic'].includes(plan.update.kernel);
  return isKept ? kernels.arena.allocate([batch, layer.size]) : null;
}

function refuseRows(rows: number, batch: number): void {
  if (Number.isInteger(rows) && rows >= 1 && rows <= batch) return;
  throw new WorkbenchError('network/bad-rows', `A pass takes 1 to ${batch} rows, not ${rows}.`, { rows, batch });
}
