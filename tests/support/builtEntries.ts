import { fileURLToPath } from 'node:url';

/** The trainer process's entry as `electron-vite build` makes it. */
export const builtTrainer = fileURLToPath(new URL('../../out/main/trainer.js', import.meta.url));
/** The command line's. */
export const builtCommandLine = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
