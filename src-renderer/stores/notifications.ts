import { defineStore } from 'pinia';
import { ref } from 'vue';
import { asWorkbenchError } from '../../src-core/errors.ts';

export interface Notification {
  readonly id: number;
  readonly level: 'info' | 'warning' | 'error';
  /** What was being done: "Importing iris.csv". */
  readonly title: string;
  /** What happened, where, and what to do. */
  readonly text: string;
  /** For the clipboard; empty where there is nothing to add. */
  readonly details: string;
  /** Of the error; null where it tells of none. */
  readonly code: string | null;
  readonly at: Date;
}

/** Messages to the person. Errors stay until dismissed, the rest leave on their own; all remain in `history`, newest first. */
export const useNotifications = defineStore('notifications', () => {
  const history = ref<Notification[]>([]);
  const shown = ref<Notification[]>([]);
  let last = 0;

  function add(level: Notification['level'], title: string, text: string, details = '', code: string | null = null): void {
    const notification: Notification = { id: ++last, level, title, text, details, code, at: new Date() };
    history.value = [notification, ...history.value].slice(0, 100);
    // The same message again replaces the one on screen instead of piling up.
    shown.value = [...shown.value.filter((other) => other.title !== title || other.text !== text), notification].slice(-4);
  }

  function inform(text: string, title = ''): void {
    add('info', title, text);
  }

  /** `doing` says what was being done, as the heading: "Saving the design". */
  function reportError(error: unknown, doing: string): void {
    const { code, message, details, stack } = asWorkbenchError(error);
    const copied = [`${doing}: ${message}`, `code: ${code}`, `details: ${JSON.stringify(details, null, 2)}`];
    if (code === 'internal/unexpected' && stack) copied.push(stack);
    add('error', doing, message, copied.join('\n'), code);
  }

  /** Runs a task and answers with its result, or with undefined after having reported its error. */
  async function attempt<Result>(doing: string, task: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await task();
    } catch (error) {
      reportError(error, doing);
      return undefined;
    }
  }

  function dismiss(id: number): void {
    shown.value = shown.value.filter((notification) => notification.id !== id);
  }

  /** Takes away errors that are over; they stay in `history`. */
  function dismissAll(code: string): void {
    shown.value = shown.value.filter((notification) => notification.code !== code);
  }

  return { history, shown, add, inform, reportError, attempt, dismiss, dismissAll };
});
