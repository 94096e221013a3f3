import { WorkbenchError } from '../errors.ts';
import { z } from '../schema.ts';
import { createBatchObjective } from './batchObjective.ts';
import { createElementwiseTeaching } from './elementwiseTeaching.ts';
import { createSearchTeaching } from './searchTeaching.ts';
import { createShellIdentifier, createShellLoss, placeShells } from './shellOfSets.ts';
import { readSkinState } from './skinState.ts';
import { setsOf } from './setsOf.ts';
import type { Skin, SkinBatch, SkinMember, TargetsBatch } from './skin.ts';
import { whitenedInputs } from './whitenedInputs.ts';

const parameters = z.object({
  radius: z
    .number()
    .positive()
    .max(1e6)
    .default(3)
    .meta({ label: 'Radius R', help: 'Radius of the shell on which samples belong that are not members.' }),
  members: z.number().int().min(0).max(1_000_000).default(0).meta({
    label: 'Members',
    help: 'Place of the set whose members belong in the centre, counted from 1; 0 gives every set an equal part of the outputs, with a centre of its own.',
  }),
});

/** Dimensions of a set's shell, where nothing else is said: two make a picture, more tell the sets apart better. */
const outputsOfSet = 10;

/**
 * ℓ = Σ_c ¼(|y_c|² − r²)² by backpropagation, where y_c are the outputs of set c, r = 0 for its members and R for all others: members go to
 * the centre, the rest to the shell. It knows of a sample which set it belongs to, and no wanted output. The stress of a set is
 * |y_c|²/R². In the note's project rows of weights stay at norm 3: a design does that with a row norm.
 */
export const shell: SkinMember = {
  name: 'shell',
  label: 'Shell',
  summary: 'Members of a set go to the centre, all others to a shell around it, by backpropagation; no output is wanted.',
  equation: 'ℓ = Σ_c ¼(|y_c|² − r²)², r = 0 for members of set c, else R',
  parameters,
  reads: 'membership',
  usesLoss: false,
  usesOptimizer: true,
  usual(task) {
    const { design, stages } = whitenedInputs(task);
    return {
      design: `${design} > full ${task.neurons} tanh > full ${setsOf(task) * outputsOfSet}`,
      settings: { stages, optimizer: { type: 'adam', learningRate: 0.01 }, schedule: { type: 'linear' }, batchSize: 100, epochs: 10 },
    };
  },
  create({ network, layers, sets, penalties, optimizer }, given): Skin {
    const { radius, members } = parameters.parse(given);
    const { kernels } = network;
    if (layers.length === 0)
      throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen, taught already or has no parameters.');
    const shells = placeShells(network, Math.max(1, sets), members);
    const objective = createBatchObjective({ network, layers, loss: createShellLoss(shells, radius), penalties });
    const teaching =
      optimizer.kind === 'elementwise'
        ? createElementwiseTeaching({ network, layers, objective, optimizer })
        : createSearchTeaching(network, objective, optimizer);
    const numbers = kernels.arena.allocate([network.batch]);
    const met = kernels.arena.allocate([shells.sets]);

    /** What is compared with outputs is the number of the sample's set. */
    function withSetNumbers(batch: SkinBatch): TargetsBatch {
      if (batch.reads !== 'membership')
        throw new WorkbenchError('skin/wrong-batch', `A skin that reads membership was given a batch of ${batch.reads}.`, {
          reads: batch.reads,
        });
      const { rows, whole, sets: setOfRow } = batch;
      kernels.arena.view(numbers).set(setOfRow);
      for (const set of setOfRow) if (set >= 0) kernels.arena.elements[met.offset + set] = 1;
      return { reads: 'targets', rows, whole, targets: numbers, weights: null };
    }

    return {
      counts: teaching.counts,
      step: (batch, rateShare) => teaching.step(withSetNumbers(batch), rateShare),
      identifier: createShellIdentifier(network, shells, radius, met),
      save() {
        const saved = teaching.save();
        return { ...saved, arrays: { ...saved.arrays, met: kernels.arena.view(met).slice() } };
      },
      restore(state) {
        teaching.restore(state);
        kernels.arena.view(met).set(readSkinState(state).array('met', met.length));
      },
    };
  },
};
