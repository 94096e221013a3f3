import { WorkbenchError } from '../errors.ts';
import type { Tensor } from '../kernels/arena.ts';
import type { KernelSet, OptimizerPass } from '../kernels/kernelSet.ts';
import type { ElementwiseOptimizer, Optimizer } from '../optimizers/optimizer.ts';

/** A run of parameters with its gradients. */
export interface GradientRun {
  readonly parameters: Tensor;
  readonly gradients: Tensor;
  /** Multiplies the learning rate. */
  readonly scale: number;
}

/** Steps of an element-wise optimizer over runs of parameters that a skin has computed gradients for. */
export interface GradientSteps {
  /** Takes the step-th step, from 1, and leaves the gradients as they are. */
  take(step: number, rateShare: number): void;
  /** The optimizer's state, to be kept by a checkpoint. */
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** Steps over the runs given, each with state of its own. */
export function createGradientSteps(kernels: KernelSet, optimizer: ElementwiseOptimizer, runs: readonly GradientRun[]): GradientSteps {
  const tensors: Record<string, Tensor> = {};
  const passes = runs.map((run, index): Omit<OptimizerPass, 'coefficients'> => {
    const slots = optimizer.slots.map((name) => {
      const slot = kernels.arena.allocate([run.parameters.length]);
      tensors[`${name}${index}`] = slot;
      return slot;
    });
    return { ...run, kernel: optimizer.kernel, slots, apply: optimizer.apply };
  });
  const gradientNorm = () => Math.sqrt(runs.reduce((sum, { gradients }) => sum + kernels.dot(gradients, gradients), 0));
  return {
    tensors,
    take(step, rateShare) {
      const coefficients = optimizer.coefficients(step, gradientNorm);
      for (const pass of passes) kernels.optimizerPass({ ...pass, coefficients, scale: pass.scale * rateShare });
    },
  };
}

/** The optimizer, where it steps along one gradient. @throws skin/unfit for one that searches */
export function elementwise(optimizer: Optimizer, label: string): ElementwiseOptimizer {
  if (optimizer.kind === 'elementwise') return optimizer;
  const message = `${label} takes one step a batch, along a gradient of its own. Choose an optimizer without a line search, such as Adam.`;
  throw new WorkbenchError('skin/unfit', message);
}
