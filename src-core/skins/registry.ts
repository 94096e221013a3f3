import { defineRegistry } from '../registry.ts';
import { backpropagation } from './backpropagation.ts';
import { oja } from './oja.ts';
import type { SkinMember } from './skin.ts';

/** Every way of teaching a network. */
export const skins = defineRegistry<SkinMember>('skin', [backpropagation, oja]);
