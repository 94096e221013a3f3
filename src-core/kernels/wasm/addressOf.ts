/** Byte address of a run of float32 or of 32-bit integers. */
export function addressOf(run: { readonly offset: number }): number {
  return run.offset * 4;
}
