/** What the caller writes in memory about a convolution over two dimensions at stride 1. */
@unmanaged
export class GridDescription {
  batch: i32;
  sourceHeight: i32;
  sourceWidth: i32;
  channelsIn: i32;
  channelsOut: i32;
  windowHeight: i32;
  windowWidth: i32;
  positionsHigh: i32;
  positionsWide: i32;
  /** Pixels by which the first window sticks out above and to the left. */
  top: i32;
  left: i32;
  /** Scratch for one sample with its margin, for packed weights, for places of a window's vectors and for a list of derivatives. */
  padded: usize;
  packed: usize;
  places: usize;
  list: usize;
  /**
   * What is computed of the weights' gradient, from the first to before the end: strips, a row of the windows by eight outputs each, or
   * outputs where zeros are skipped.
   */
  firstStrip: i32;
  endStrip: i32;
  firstOutput: i32;
  endOutput: i32;
  /** Samples before these and samples in all, where these are a thread's share of a batch: zeros are counted over the whole. */
  samplesBefore: i32;
  allSamples: i32;
}
