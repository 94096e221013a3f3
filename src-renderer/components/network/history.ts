/** A document with the states before and after it. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

const mostSteps = 200;

export function beginHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** After an edit. One that continues the edit before it, such as typing, replaces its result instead of adding a step. */
export function withChange<State>({ past, present }: History<State>, changed: State, continues: boolean): History<State> {
  return { past: continues ? past : [...past, present].slice(-mostSteps), present: changed, future: [] };
}

export function undone<State>(history: History<State>): History<State> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redone<State>(history: History<State>): History<State> {
  const [after, ...rest] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: rest };
}
