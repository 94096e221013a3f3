import { expect, it } from 'vitest';
import { skins } from '../../../../src-core/skins/registry.ts';
import { embeddedDigits } from '../../../support/embeddedDigits.ts';
import { classificationData } from '../../../support/preparedData.ts';
import { finish, trainerOf } from '../../../support/trainers.ts';

const { images, digits } = embeddedDigits();
const run = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const data = classificationData(images.slice(0, 800), digits.slice(0, 800), { train: run(0, 600), test: run(600, 800) });

it.each(['autoencoder', 'forwardForward', 'feedbackAlignment', 'equilibriumPropagation', 'predictiveCoding'])(
  'the usual design and settings of %s read small digits after a few passes',
  (type) => {
    const { design, settings } = skins.get(type).usual({ inputShape: [64], outputs: 10, isClassification: true, neurons: 40 });
    const trainer = trainerOf({ data, design, settings: { skin: { type }, ...settings, batchSize: 10, epochs: 15, precision: 'float32' } });
    expect(finish(trainer).records.at(-1)!.testAccuracy).toBeGreaterThan(0.75);
  },
);
