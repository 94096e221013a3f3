import { defineRegistry } from '../registry.ts';
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import { exponential } from './exponential.ts';
import { linear } from './linear.ts';
import { reduceOnPlateau } from './reduceOnPlateau.ts';
import type { ScheduleMember } from './schedule.ts';
import { step } from './step.ts';
import { warmUp } from './warmUp.ts';

/** What becomes of the learning rate in the course of a trial. */
export const schedules = defineRegistry<ScheduleMember>('schedule', [constant, linear, step, exponential, cosine, warmUp, reduceOnPlateau]);
