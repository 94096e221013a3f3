import { defineRegistry } from '../../registry.ts';
import { grid } from './grid.ts';
import { random } from './random.ts';
import type { StrategyMember } from './strategy.ts';

/** Every way of choosing which settings a sweep tries. */
export const strategies = defineRegistry<StrategyMember>('strategy', [grid, random]);
