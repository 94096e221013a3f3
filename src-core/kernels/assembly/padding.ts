/** Copies one sample `[height, width, channels]` into the middle of zeros; `stride` is the bytes of a padded row. */
export function pad(target: usize, source: usize, rows: i32, height: i32, rowBytes: usize, stride: usize, top: i32, left: usize): void {
  memory.fill(target, 0, <usize>rows * stride);
  let to = target + <usize>top * stride + left;
  for (let row = 0; row < height; row++, to += stride, source += rowBytes) {
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      if (offset + 16 <= rowBytes) v128.store(to + offset, v128.load(source + offset));
      else for (; offset < rowBytes; offset += 4) store<f32>(to + offset, load<f32>(source + offset));
    }
  }
}

/** Copies the sample back from the middle of its margin. */
export function unpad(target: usize, padded: usize, height: i32, rowBytes: usize, stride: usize, top: i32, left: usize): void {
  let from = padded + <usize>top * stride + left;
  for (let row = 0; row < height; row++, from += stride, target += rowBytes) memory.copy(target, from, rowBytes);
}
