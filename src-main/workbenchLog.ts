import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** The workbench's log, logs/workbench.log in the user's data folder; silent where that cannot be written. */
export function openLog(userDataFolder: string): Logger {
  const folder = join(userDataFolder, 'logs');
  try {
    mkdirSync(folder, { recursive: true });
    return pino(
      { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ dest: join(folder, 'workbench.log'), sync: true }),
    );
  } catch {
    return pino({ enabled: false });
  }
}
