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
  /** Scratch for one sample with its margin, and for packed weights. */
  padded: usize;
  packed: usize;
  /** From which strip of the weights' gradient to before which; a strip is a row of the windows by eight outputs. */
  firstStrip: i32;
  endStrip: i32;
}
