/** Rates of repeated slices, a second. */
export interface Rates {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const sliceSeconds = 0.04;

/**
 * How much of something is done a second, over slices of 40 ms after a warm-up.
 * @param work does some of it and answers how much
 * @param clock counts seconds, of processor time where rates are to be of that
 */
export function measureRates(work: () => number, seconds: number, clock: () => number, warmUpSeconds = 0.3): Rates {
  const warmUpEnd = clock() + warmUpSeconds;
  while (clock() < warmUpEnd) work();
  const rates: number[] = [];
  const end = clock() + seconds;
  do {
    let done = 0;
    const begun = clock();
    let now = begun;
    while (now < begun + sliceSeconds) {
      done += work();
      now = clock();
    }
    rates.push(done / (now - begun));
  } while (clock() < end);
  rates.sort((a, b) => a - b);
  return { median: rates[Math.floor(rates.length / 2)]!, min: rates[0]!, max: rates.at(-1)! };
}
