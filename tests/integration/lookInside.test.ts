import { describe, expect, it } from 'vitest';
import { designSchema } from '../../src-core/network/design.ts';
import { parseNotation } from '../../src-core/network/notation/parseNotation.ts';
import { sweepSchema } from '../../src-core/experiment/sweep.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testWorkbench } from '../support/testWorkbench.ts';

describe('a look inside a trial', () => {
  it('gives receptive fields and the plane of two axons, from its checkpoint', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { api } = workbench;
    const { datasets } = await api.openSample({ sample: 'digits' });
    const design = designSchema.parse(parseNotation('full 12 name=white > full 20 name=shells'));
    const { id } = await api.saveDesign({ id: null, name: 'Shells', design });
    const settings = {
      skin: { type: 'shell' },
      stages: [{ layers: ['white'], skin: { type: 'whitening' }, batchSize: 100 }],
      epochs: 2,
    };
    const { sweep } = await api.saveSweep({
      sweep: sweepSchema.parse({ id: 'new', name: 'Shells', datasetId: datasets[0]!.id, designIds: [id], settings }),
    });
    const trial = { sweepId: sweep.id, trial: 0 };
    await api.startSweep({ id: sweep.id });
    await workbench.sweepIn(sweep.id, 'finished');

    const white = await api.receptiveFields({ ...trial, layer: 'white', from: 10, count: 64 });
    expect(white).toMatchObject({ epoch: 3, neurons: 12, onto: 'input', through: [], shape: [8, 8] });
    expect(white.values).toHaveLength(2 * 64);
    const shells = await api.receptiveFields({ ...trial, layer: 'shells', from: 0, count: 3 });
    expect(shells).toMatchObject({ onto: 'input', through: ['white'], shape: [8, 8] });
    expect(shells.values.some((value) => value !== 0)).toBe(true);

    const map = await api.outputMap({ ...trial, layer: 'shells', pair: 9 });
    expect(map.classNames).toHaveLength(10);
    // A fifth of 1,797 rows.
    expect(map.points.x).toHaveLength(359);
    // Members of the last set have come nearer the centre of its shell than the others.
    const distances = (isMember: boolean) =>
      Array.from(map.points.x, (x, index) => Math.hypot(x, map.points.y[index]!)).filter(
        (_, index) => (map.points.label[index] === 9) === isMember,
      );
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(distances(true))).toBeLessThan(mean(distances(false)));

    await expect(api.outputMap({ ...trial, layer: 'shells', pair: 10 })).rejects.toMatchObject({ code: 'training/no-pair' });
    await expect(api.receptiveFields({ ...trial, layer: 'input', from: 0, count: 1 })).rejects.toMatchObject({ code: 'network/no-fields' });
    await expect(api.receptiveFields({ ...trial, layer: 'white', from: 0, count: 1000 })).rejects.toMatchObject({
      code: 'request/bad-parameters',
    });
  });
});
