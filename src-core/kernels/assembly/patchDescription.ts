/** What the caller writes in memory about a window, convolution or pooling; see `Patches` in kernelSet.ts. */
@unmanaged
export class PatchDescription {
  batch: i32;
  positions: i32;
  taps: i32;
  sourcePixels: i32;
  channelsIn: i32;
  channelsOut: i32;
  /** Address of `[positions, taps]` pixel indices, −1 outside the source. */
  table: usize;
  /** Address of the scratch for gathered patches, and the elements it holds: at least one patch. */
  patchRows: usize;
  patchRowsLength: i32;
  /** Address of the scratch for the outer product's panel. */
  panel: usize;
  /** From which position of a window's weights to before which their gradient is wanted. */
  firstPosition: i32;
  endPosition: i32;

  @inline
  get patchSize(): i32 {
    return this.taps * this.channelsIn;
  }
  @inline
  get patchStride(): usize {
    return <usize>this.patchSize * 4;
  }
  @inline
  get pixelStride(): usize {
    return <usize>this.channelsIn * 4;
  }
  @inline
  get sampleStride(): usize {
    return <usize>this.sourcePixels * this.pixelStride;
  }
  @inline
  get outputStride(): usize {
    return <usize>this.channelsOut * 4;
  }
  /** Bytes of one position's weights in a window. */
  @inline
  get windowStride(): usize {
    return <usize>this.channelsOut * this.patchStride;
  }
  /** Address of a position's taps in the table. */
  @inline
  tapsOf(position: i32): usize {
    return this.table + <usize>position * <usize>this.taps * 4;
  }
  /** Rows gathered at a time: few enough to stay in the nearest cache until they are multiplied. */
  @inline
  get blockRows(): i32 {
    return min(128, this.patchRowsLength / this.patchSize);
  }
}
