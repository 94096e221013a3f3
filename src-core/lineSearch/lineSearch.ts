import { z } from '../schema.ts';
import { backtracking } from './backtracking.ts';
import { exactSearch } from './exact.ts';
import { hagerZhang } from './hagerZhang.ts';
import type { LineSearch } from './lineFunction.ts';
import { finishBySecant } from './secantFinish.ts';
import { strongWolfe } from './strongWolfe.ts';

const lineSearchNames = ['strongWolfe', 'hagerZhang', 'armijo', 'exact'] as const;

/** Names a line search in an optimizer's parameters. */
export const lineSearchParameter = z.enum(lineSearchNames).default('strongWolfe').meta({
  label: 'Line search',
  help: 'How the length of a step is found: strong Wolfe conditions, Hager-Zhang (approximate Wolfe), Armijo backtracking, or to the exact minimum.',
});

/** c₂ of the curvature condition. */
export function curvatureParameter(usual: number) {
  return z.number().min(1e-3).max(0.9).default(usual).meta({
    label: 'Curvature c₂',
    help: 'Share of its first value to which the slope must fall; smaller is a more exact search.',
  });
}

/** Whether a search ends exactly where the line is a parabola. */
export const secantFinishParameter = z.boolean().default(true).meta({
  label: 'Secant finish',
  help: 'Goes on to the exact minimum with one more evaluation where the line is a parabola, which keeps directions conjugate.',
});

/** The line search of that name; `curvature` is c₂ of the (strong, approximate) Wolfe conditions and unused by the other searches. */
export function createLineSearch(name: (typeof lineSearchNames)[number], curvature: number, secantFinish = false): LineSearch {
  const search = named(name, curvature);
  return secantFinish ? finishBySecant(search) : search;
}

function named(name: (typeof lineSearchNames)[number], curvature: number): LineSearch {
  switch (name) {
    case 'strongWolfe':
      return (line, start, firstStep) => strongWolfe(line, start, firstStep, curvature);
    case 'hagerZhang':
      return (line, start, firstStep) => hagerZhang(line, start, firstStep, curvature);
    case 'armijo':
      return backtracking;
    case 'exact':
      return exactSearch;
  }
}
