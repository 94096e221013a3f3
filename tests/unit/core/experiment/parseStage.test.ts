import { describe, expect, it } from 'vitest';
import { parseStage } from '../../../../src-core/experiment/parseStage.ts';
import { totalEpochs } from '../../../../src-core/experiment/stage.ts';

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('parseStage', () => {
  it('takes layers, a skin with its parameters, and the stage’s own settings', () => {
    expect(parseStage('units, more: winnerTakeAll rate=0.1 signed=off epochs=5 batch=100 schedule=constant')).toEqual({
      layers: ['units', 'more'],
      skin: expect.objectContaining({ type: 'winnerTakeAll', rate: 0.1, signed: false }),
      epochs: 5,
      batchSize: 100,
      schedule: { type: 'constant' },
    });
  });

  it('needs no more than a layer and a skin', () => {
    expect(parseStage('white: whitening')).toMatchObject({ layers: ['white'], epochs: 1, batchSize: 50, schedule: { type: 'linear' } });
    expect(parseStage('white:whitening kind=zca').skin).toMatchObject({ kind: 'zca' });
  });

  it.each([
    ['whitening', 'experiment/bad-stage'],
    [': whitening', 'experiment/bad-stage'],
    ['white:', 'experiment/bad-stage'],
    ['white: whitening epochs', 'experiment/bad-stage'],
    ['white: whitening epochs=', 'experiment/bad-stage'],
    ['white: whitening epochs=0', 'experiment/bad-stage'],
    ['white: whitening epochs=1.5', 'experiment/bad-stage'],
    ['white: whitening batch=many', 'experiment/bad-stage'],
    ['white: whitening kind=sphere', 'experiment/bad-stage'],
    ['white: whitening epsilon=small', 'experiment/bad-stage'],
    ['white: whitening colour=1', 'registry/bad-parameters'],
    ['white: whitening epsilon=-1', 'registry/bad-parameters'],
    ['white: bleach', 'registry/unknown-member'],
  ])('refuses "%s"', (text, expected) => {
    expect(() => parseStage(text)).toThrow(code(expected));
  });

  it('makes epochs that count with the trial’s own', () => {
    expect(totalEpochs({ stages: [parseStage('a: oja epochs=3'), parseStage('b: oja')], epochs: 10 })).toBe(14);
  });
});
