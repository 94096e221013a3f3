import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

/** The course of one piece of work. */
export interface Progress {
  /** `done` out of the total given at the start. */
  update(done: number, text: string): void;
  end(): void;
}

/** A bar on a terminal, else a line for each update. */
export function startProgress(output: Output, total: number, unit: string): Progress {
  if (!output.interactive) {
    return {
      update: (done, text) => output.note(`${done}/${total} ${unit}  ${text}`),
      end: () => undefined,
    };
  }
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total} ${unit} | {duration_formatted}, {eta_formatted} left | {text}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_grey,
  );
  bar.start(total, 0, { text: '' });
  return {
    update: (done, text) => bar.update(done, { text }),
    end: () => bar.stop(),
  };
}
