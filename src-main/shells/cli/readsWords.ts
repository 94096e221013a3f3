import type { SkinReads } from '../../../src-core/skins/skin.ts';

/** What a skin may read of a sample, in words. */
export const readsWords: Readonly<Record<SkinReads, string>> = {
  inputs: 'inputs only',
  membership: 'membership',
  targets: 'targets',
};
