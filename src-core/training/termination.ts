import { z } from '../schema.ts';

/** Why a trial ended: a tagged value, never an exception. */
export const terminationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('converged'), reason: z.string() }),
  z.strictObject({ kind: z.literal('budget'), reason: z.enum(['epochs', 'seconds', 'evaluations']) }),
  z.strictObject({ kind: z.literal('diverged'), reason: z.string(), step: z.number().int() }),
  z.strictObject({ kind: z.literal('stopped'), reason: z.string() }),
  z.strictObject({ kind: z.literal('interrupted'), reason: z.string() }),
  z.strictObject({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type Termination = z.infer<typeof terminationSchema>;
/** How a trial ended, in one word. */
export type Outcome = Termination['kind'];

/** Outcomes after which a trial can go on from its checkpoint. */
export function isResumable(outcome: Outcome): boolean {
  return outcome === 'stopped' || outcome === 'interrupted';
}

/** One sentence for people. */
export function describeTermination(termination: Termination): string {
  switch (termination.kind) {
    case 'converged':
      return `Converged: ${termination.reason}`;
    case 'budget':
      return `Used its budget of ${termination.reason}`;
    case 'diverged':
      return `Diverged at step ${termination.step}: ${termination.reason}`;
    case 'stopped':
      return `Stopped: ${termination.reason}`;
    case 'interrupted':
      return `Interrupted: ${termination.reason}`;
    case 'failed':
      return `Failed: ${termination.message}`;
  }
}
