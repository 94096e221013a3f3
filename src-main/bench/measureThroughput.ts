import type { TaughtWorkload } from './teachWorkload.ts';

/** Rates of repeated slices. */
export interface Throughput {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const sliceSeconds = 0.04;
const warmUpSeconds = 0.3;

/** Samples a second of processor time, over slices of 40 ms after a warm-up. `clock` counts seconds of processor time. */
export function measureThroughput(workload: TaughtWorkload, seconds: number, clock: () => number): Throughput {
  const warmUpEnd = clock() + warmUpSeconds;
  while (clock() < warmUpEnd) workload.teach();
  const rates: number[] = [];
  const end = clock() + seconds;
  do {
    let samples = 0;
    const begun = clock();
    let now = begun;
    while (now < begun + sliceSeconds) {
      samples += workload.teach().rows;
      now = clock();
    }
    rates.push(samples / (now - begun));
  } while (clock() < end);
  rates.sort((a, b) => a - b);
  return { median: rates[Math.floor(rates.length / 2)]!, min: rates[0]!, max: rates.at(-1)! };
}
