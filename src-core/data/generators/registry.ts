import { defineRegistry } from '../../registry.ts';
import { blobs } from './blobs.ts';
import { circles } from './circles.ts';
import type { Generator } from './generator.ts';
import { moons } from './moons.ts';
import { spirals } from './spirals.ts';
import { xor } from './xor.ts';

/** Every problem that can be made instead of imported. */
export const generators = defineRegistry<Generator>('generator', [xor, moons, circles, spirals, blobs]);
