/** Bytes of one, three or four channels as the four channels a canvas wants; of two channels the second is opacity. */
export function toRgba(pixels: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = Math.floor(pixels.length / channels);
  const rgba = new Uint8ClampedArray(4 * count);
  const hasColour = channels >= 3;
  const alpha = channels === 2 ? 1 : channels >= 4 ? 3 : -1;
  for (let index = 0; index < count; index++) {
    const from = index * channels;
    for (let channel = 0; channel < 3; channel++) rgba[4 * index + channel] = pixels[from + (hasColour ? channel : 0)]!;
    rgba[4 * index + 3] = alpha < 0 ? 255 : pixels[from + alpha]!;
  }
  return rgba;
}
