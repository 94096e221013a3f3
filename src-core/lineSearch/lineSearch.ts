import { z } from '../schema.ts';
import { backtracking } from './backtracking.ts';
import type { LineSearch } from './lineFunction.ts';
import { strongWolfe } from './strongWolfe.ts';

export const lineSearchNames = ['strongWolfe', 'armijo'] as const;
export type LineSearchName = (typeof lineSearchNames)[number];

/** c₂ of the curvature condition; 0.1 suits conjugate gradients, which want nearly exact minima. */
export const curvatureParameter = z.number().min(1e-3).max(0.9).default(0.1).meta({
  label: 'Curvature c₂',
  help: 'Strong Wolfe: the slope must fall to this share of its first value; smaller is a more exact search.',
});

/** The line search of that name; `curvature` is c₂ of the strong Wolfe conditions and unused by backtracking. */
export function createLineSearch(name: LineSearchName, curvature: number): LineSearch {
  switch (name) {
    case 'strongWolfe':
      return (line, start, firstStep) => strongWolfe(line, start, firstStep, curvature);
    case 'armijo':
      return backtracking;
  }
}
