import { defineRegistry } from '../registry.ts';
import { autoencoder } from './autoencoder.ts';
import { backpropagation } from './backpropagation.ts';
import { bcm } from './bcm.ts';
import { energy } from './energy.ts';
import { equilibriumPropagation } from './equilibriumPropagation.ts';
import { exemplars } from './exemplars.ts';
import { feedbackAlignment } from './feedbackAlignment.ts';
import { forwardForward } from './forwardForward.ts';
import { homeostasis } from './homeostasis.ts';
import { idealMemory } from './idealMemory.ts';
import { krotovHopfield } from './krotovHopfield.ts';
import { oja } from './oja.ts';
import { predictiveCoding } from './predictiveCoding.ts';
import { sanger } from './sanger.ts';
import { shell } from './shell.ts';
import type { SkinMember } from './skin.ts';
import { softHebb } from './softHebb.ts';
import { stressHormone } from './stressHormone.ts';
import { untaught } from './untaught.ts';
import { whitening } from './whitening.ts';
import { winnerTakeAll } from './winnerTakeAll.ts';

/** Every way of teaching a network. */
export const skins = defineRegistry<SkinMember>('skin', [
  backpropagation,
  homeostasis,
  energy,
  stressHormone,
  shell,
  idealMemory,
  oja,
  sanger,
  bcm,
  krotovHopfield,
  softHebb,
  winnerTakeAll,
  forwardForward,
  autoencoder,
  feedbackAlignment,
  equilibriumPropagation,
  predictiveCoding,
  whitening,
  untaught,
  exemplars,
]);
