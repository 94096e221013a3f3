import { WorkbenchError } from '../errors.ts';

/** Eigenvalues in falling order, and a unit eigenvector each. */
export interface EigenSystem {
  readonly values: Float64Array;
  /** `[size, size]`, row k of the k-th value; the entry of greatest magnitude, of equals the first, is positive. */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix `[size, size]`, in double precision by plain sums, products and roots alone, so
 * that the bits are the same everywhere: Householder reflections to tridiagonal form, then the QL algorithm with implicit shifts (Bowdler,
 * Martin, Reinsch and Wilkinson 1968, tred2 and tql2). Some 4 size³ multiplications. The matrix stays as it is.
 * @throws skin/no-eigenvectors where the matrix is not finite
 */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): EigenSystem {
  const rows = Float64Array.from(matrix);
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  reduceToTridiagonal(rows, size, diagonal, beside);
  diagonalise(rows, size, diagonal, beside);
  return inOrder(rows, size, diagonal);
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/**
 * A = Qᵀ T Q: leaves Q in `a`, T's diagonal and what stands beside it (from index 1). Reflection `last` makes row `last` 0 left of its
 * neighbour; its vector is kept in that row until Q is put together.
 */
function reduceToTridiagonal(a: Float64Array, size: number, diagonal: Float64Array, beside: Float64Array): void {
  const halves = new Float64Array(size);
  // Rows this small are rounding of a matrix without full rank; their squares would vanish altogether.
  const negligible = (largestOf(a) * 2 ** -53) ** 2;
  for (let last = size - 1; last > 0; last--) {
    const u = a.subarray(last * size, last * size + last);
    const square = dot(u, u, last);
    const corner = u[last - 1]!;
    const others = square - corner * corner;
    if (last === 1 || others <= negligible) {
      beside[last] = corner;
      continue;
    }
    const norm = corner > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    beside[last] = norm;
    u[last - 1] = corner - norm;
    const half = square - corner * norm;
    halves[last] = half;
    reflectBothSides(a, size, u, last, half);
  }
  gatherReflections(a, size, halves, diagonal);
}

/** A ← (I − u uᵀ/h) A (I − u uᵀ/h) on the leading `count` rows and columns, of which only the lower triangle is kept. */
function reflectBothSides(a: Float64Array, size: number, u: Float64Array, count: number, half: number): void {
  const p = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const start = row * size;
    const factor = u[row]!;
    let sum = a[start + row]! * factor;
    for (let column = 0; column < row; column++) {
      const entry = a[start + column]!;
      sum += entry * u[column]!;
      p[column]! += entry * factor;
    }
    p[row]! += sum;
  }
  const along = dot(p, u, count) / (2 * half * half);
  for (let row = 0; row < count; row++) p[row] = p[row]! / half - along * u[row]!;
  for (let row = 0; row < count; row++) {
    const start = row * size;
    const [uRow, pRow] = [u[row]!, p[row]!];
    for (let column = 0; column <= row; column++) a[start + column]! -= uRow * p[column]! + pRow * u[column]!;
  }
}

/** Takes T's diagonal out of `a` and puts Q, the product of the reflections, in its place, one row and column more at a time. */
function gatherReflections(a: Float64Array, size: number, halves: Float64Array, diagonal: Float64Array): void {
  for (let next = 0; next < size; next++) {
    diagonal[next] = a[next * size + next]!;
    const u = a.slice(next * size, next * size + next);
    const half = halves[next]!;
    if (half > 0) {
      // Q's rows are eigenvectors to be, so the reflection acts on their entries, which are the columns.
      for (let row = 0; row < next; row++) {
        const start = row * size;
        let sum = 0;
        for (let column = 0; column < next; column++) sum += a[start + column]! * u[column]!;
        const factor = sum / half;
        for (let column = 0; column < next; column++) a[start + column]! -= factor * u[column]!;
      }
    }
    for (let other = 0; other < next; other++) a[next * size + other] = a[other * size + next] = 0;
    a[next * size + next] = 1;
  }
}

/** More shifts than any eigenvalue of finite numbers takes. */
const mostShifts = 100;

/** Turns T into its eigenvalues by plane rotations, each of which turns two neighbouring rows of Q too. */
function diagonalise(q: Float64Array, size: number, diagonal: Float64Array, besideFromOne: Float64Array): void {
  const beside = new Float64Array(size);
  beside.set(besideFromOne.subarray(1));
  for (let first = 0; first < size; first++) {
    for (let shifts = 0; ; shifts++) {
      const end = blockEnd(diagonal, beside, first);
      if (end === first) break;
      if (shifts === mostShifts) throw new WorkbenchError('skin/no-eigenvectors', 'The inputs vary by numbers that are not finite.');
      sweep(q, size, diagonal, beside, first, end);
    }
  }
}

/** The last index of the block that begins at `first`: what stands beside the diagonal after it is lost in rounding. */
function blockEnd(diagonal: Float64Array, beside: Float64Array, first: number): number {
  for (let end = first; end < diagonal.length - 1; end++) {
    const scale = Math.abs(diagonal[end]!) + Math.abs(diagonal[end + 1]!);
    if (Math.abs(beside[end]!) + scale === scale) return end;
  }
  return diagonal.length - 1;
}

/** One QL step with Wilkinson's shift on the block from `first` to `end`. */
function sweep(q: Float64Array, size: number, diagonal: Float64Array, beside: Float64Array, first: number, end: number): void {
  const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!);
  const root = Math.sqrt(half * half + 1);
  let bulge = diagonal[end]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root));
  let [sine, cosine, carried] = [1, 1, 0];
  for (let at = end - 1; at >= first; at--) {
    const [f, b] = [sine * beside[at]!, cosine * beside[at]!];
    const norm = Math.sqrt(f * f + bulge * bulge);
    beside[at + 1] = norm;
    if (norm === 0) {
      diagonal[at + 1]! -= carried;
      beside[end] = 0;
      return;
    }
    sine = f / norm;
    cosine = bulge / norm;
    const above = diagonal[at + 1]! - carried;
    const turned = (diagonal[at]! - above) * sine + 2 * cosine * b;
    carried = sine * turned;
    diagonal[at + 1] = above + carried;
    bulge = cosine * turned - b;
    rotateRows(q, at * size, size, sine, cosine);
  }
  diagonal[first]! -= carried;
  beside[first] = bulge;
  beside[end] = 0;
}

/** Turns the row that starts at `start` and the one after it. */
function rotateRows(q: Float64Array, start: number, size: number, sine: number, cosine: number): void {
  for (let entry = start; entry < start + size; entry++) {
    const low = q[entry]!;
    const high = q[entry + size]!;
    q[entry + size] = sine * low + cosine * high;
    q[entry] = cosine * low - sine * high;
  }
}

function inOrder(rows: Float64Array, size: number, diagonal: Float64Array): EigenSystem {
  const order = Array.from(diagonal.keys()).sort((left, right) => diagonal[right]! - diagonal[left]!);
  const vectors = new Float64Array(size * size);
  for (const [rank, index] of order.entries()) {
    vectors.set(rows.subarray(index * size, (index + 1) * size), rank * size);
  }
  return { values: Float64Array.from(order, (index) => diagonal[index]!), vectors: withSigns(vectors, size) };
}

/** Turns each row of `size` so that its entry of greatest magnitude, of equals the first, is positive; in place. */
export function withSigns(vectors: Float64Array, size: number): Float64Array {
  for (let start = 0; start < vectors.length; start += size) {
    const vector = vectors.subarray(start, start + size);
    let greatest = 0;
    for (const entry of vector) if (Math.abs(entry) > Math.abs(greatest)) greatest = entry;
    if (greatest < 0) for (let index = 0; index < size; index++) vector[index] = -vector[index]!;
  }
  return vectors;
}

function dot(left: Float64Array, right: Float64Array, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += left[index]! * right[index]!;
  return sum;
}
