/** One curve of a line chart. Its points may grow in place; the chart is told by a new list of series. */
export interface LineSeries {
  /** Stable: colours, visibility and highlighting go by it. */
  readonly key: string;
  readonly label: string;
  /** Which of the eight series colours, and which dash pattern. */
  readonly style: SeriesStyle;
  readonly points: readonly Point[];
  /** Limits around the curve, point by point. */
  readonly band?: readonly { readonly low: number; readonly high: number }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SeriesStyle {
  readonly colour: number;
  readonly dash: number;
}

export const dashPatterns: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** The look that belongs to a number, such as a trial's: eight colours, then the same dashed. */
export function seriesStyle(index: number): SeriesStyle {
  return { colour: index % 8, dash: Math.floor(index / 8) % dashPatterns.length };
}
