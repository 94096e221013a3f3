/** Path of a Chromium to test in, or null. */
export function findChromium(): string | null;
