import { asWorkbenchError } from '../../src-core/errors.ts';
import { trainerCommandSchema, trainerProtocolVersion, type TrainerReport } from '../contract/trainerProtocol.ts';
import { enableRelaxedSimd } from './enableRelaxedSimd.ts';
import { openTrainerPort } from './trainerPort.ts';
import { trainTrial } from './trialTraining.ts';

// The entry of a trainer process: one trial, then it ends.
const port = openTrainerPort();
let stopReason: string | null = null;
let busy = false;

function failed(error: unknown): TrainerReport {
  const { code, message } = asWorkbenchError(error);
  return { type: 'done', termination: { kind: 'failed', code, message }, parametersSha256: '', seconds: 0, samplesPerSecond: 0 };
}

async function handle(message: unknown): Promise<void> {
  const command = trainerCommandSchema.parse(message);
  if (command.type === 'stop') {
    stopReason = command.reason;
    return;
  }
  if (busy) return;
  busy = true;
  port.finish(await trainTrial(command, port.send, () => stopReason), 0);
}

function fail(error: unknown): void {
  if (error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
  port.finish(failed(error), 1);
}

// Where a trainer shares its workbench's console, Ctrl-C reaches it too: the workbench answers it, and asks its trainers to stop at a checkpoint.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
// The checkpoint on the disk is what the next run goes on from; writing now could collide with it.
port.onDisconnect(() => process.exit(1));
port.onMessage((message) => void handle(message).catch(fail));

enableRelaxedSimd();
port.send({ type: 'ready', version: trainerProtocolVersion });
