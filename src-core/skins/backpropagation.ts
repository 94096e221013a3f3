import { WorkbenchError } from '../errors.ts';
import { z } from '../schema.ts';
import { createBatchObjective } from './batchObjective.ts';
import { createElementwiseTeaching } from './elementwiseTeaching.ts';
import { createSearchTeaching } from './searchTeaching.ts';
import type { SkinMember } from './skin.ts';

/** Compares outputs with targets and sends the derivative of the loss down the network, eq. 12. */
export const backpropagation: SkinMember = {
  name: 'backpropagation',
  label: 'Backpropagation',
  summary: 'Compares outputs with targets and sends the derivative of the loss down the network.',
  equation: '∂L/∂M_ji = z_j f′(x_j) x_i, z_i += z_j f′(x_j) M_ji  (eq. 12)',
  parameters: z.object({}),
  reads: 'targets',
  usesLoss: true,
  create({ network, loss, penalties, optimizer }) {
    if (!loss) throw new WorkbenchError('skin/unfit', 'Backpropagation needs a loss. Choose one in the trial settings.');
    const teachable = network.layers.some(({ parameters, design }) => parameters && !design?.frozen);
    if (!teachable) throw new WorkbenchError('skin/unfit', 'Nothing can be taught: every layer is frozen or has no parameters.');
    const objective = createBatchObjective(network, loss, penalties);
    return optimizer.kind === 'elementwise'
      ? createElementwiseTeaching({ network, objective, optimizer })
      : createSearchTeaching(network, objective, optimizer);
  },
};
