import type { KernelSet, Patches } from '../../kernels/kernelSet.ts';
import type { Link } from './connection.ts';

/** A tap of a window that lies inside the source, and the pixel it reads. */
interface PatchTap {
  readonly tap: number;
  readonly pixel: number;
}

/** The taps of one position that lie inside the source, in their order. */
export function patchTaps({ arena }: KernelSet, { taps, table }: Patches, position: number): PatchTap[] {
  const pixels = arena.viewIndices(table).subarray(position * taps, (position + 1) * taps);
  return [...pixels].flatMap((pixel, tap) => (pixel < 0 ? [] : [{ tap, pixel }]));
}

/** What an axon of a window or convolution reads, where the weights of its kernel begin at `firstWeight`. */
export function patchLinks(kernels: KernelSet, patches: Patches, axon: number, firstWeight: number): Link[] {
  const { channelsIn, channelsOut } = patches;
  return patchTaps(kernels, patches, Math.floor(axon / channelsOut)).flatMap(({ tap, pixel }) =>
    Array.from({ length: channelsIn }, (_, channel) => ({
      source: pixel * channelsIn + channel,
      weight: firstWeight + tap * channelsIn + channel,
    })),
  );
}
