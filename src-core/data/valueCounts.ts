/** Different values in ascending order and how often each occurs; values that are not there (NaN) are left out. */
export interface ValueCounts {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Counts the different values of an array; bytes are counted without sorting. `scale` turns stored into real values. */
export function countValues(stored: Uint8Array | Int32Array | Float32Array | Float64Array, scale: number): ValueCounts {
  return stored instanceof Uint8Array ? countBytes(stored, scale) : countSorted(stored, scale);
}

function countBytes(stored: Uint8Array, scale: number): ValueCounts {
  const histogram = new Float64Array(256);
  for (let index = 0; index < stored.length; index++) histogram[stored[index]!]!++;
  const present = Array.from(histogram.keys()).filter((byte) => histogram[byte]! > 0);
  return { values: Float64Array.from(present, (byte) => byte * scale), counts: Float64Array.from(present, (byte) => histogram[byte]!) };
}

function countSorted(stored: Int32Array | Float32Array | Float64Array, scale: number): ValueCounts {
  // NaN sorts to the end.
  const sorted = Float64Array.from(stored).sort();
  const values: number[] = [];
  const counts: number[] = [];
  for (let index = 0; index < sorted.length && !Number.isNaN(sorted[index]); index++) {
    const value = sorted[index]! * scale;
    if (values.length > 0 && values[values.length - 1] === value) counts[counts.length - 1]!++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}
