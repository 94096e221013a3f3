/** A convolution over two dimensions at stride 1. */
export interface GridSizes {
  readonly source: readonly number[];
  readonly window: readonly number[];
  readonly positions: readonly number[];
  readonly channelsIn: number;
  readonly channelsOut: number;
}

/** 32-bit elements of each scratch that `GridDescription` in the assembly sources speaks of. */
export interface GridScratch {
  readonly padded: number;
  readonly packed: number;
  readonly places: number;
  readonly list: number;
}

/** How much scratch one convolution takes: a sample of inputs, or of derivatives of outputs, with its margin, and what is made of them. */
export function gridScratch({ source, window, positions, channelsIn, channelsOut }: GridSizes): GridScratch {
  const [height, width] = window as [number, number];
  const padded = ([rows, columns]: readonly number[], channels: number) => (rows! + height - 1) * (columns! + width - 1) * channels;
  // Rows of a window are filled up to whole vectors, of which the last may reach beyond the margin.
  const places = height * Math.ceil((width * channelsIn) / 4);
  return {
    padded: Math.max(padded(positions, channelsIn), padded(source, channelsOut)) + 4,
    packed: 4 * places * channelsOut,
    places,
    // One element more is written than counts.
    list: 2 * (Math.max(positions[0]! * positions[1]!, channelsOut) + 1),
  };
}
