import type { SkinReads } from '../../../src-core/skins/skin.ts';

/** What teaching may read of a sample, as badges say it and as their tooltips explain it. */
export const readsWords: Readonly<Record<SkinReads, { readonly label: string; readonly help: string }>> = {
  inputs: { label: 'inputs only', help: 'Taught from the inputs alone: it has no way to reach a target or a class.' },
  membership: {
    label: 'membership',
    help: 'Taught from the inputs and which set each sample belongs to; no output is wanted, none is compared.',
  },
  targets: { label: 'targets', help: 'Taught by comparing outputs with targets.' },
};
