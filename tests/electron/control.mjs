import { EventEmitter } from 'node:events';

/**
 * The test that started this process plays the person at the machine. It sends
 * `{ type: 'answerDialog', paths }` (no paths: cancelled), `{ type: 'clickMenu', id }`, `{ type: 'quit' }`;
 * it is told `{ type: 'window', debuggingPort }` and `{ type: 'dialog', options }`.
 */
export const control = new EventEmitter();

process.on('message', (message) => control.emit(message.type, message));
// A test that died leaves no app behind.
process.on('disconnect', () => process.exit(1));

/** @param {object} message */
export function tellTest(message) {
  process.send?.(message);
}
