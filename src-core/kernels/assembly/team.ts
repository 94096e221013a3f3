import { Opcode } from './opcode';
import { beginBatch, carryOut, gradientIsFinite, lossOfBatch } from './program';

// Threads that carry out steps together. Each has an instance of this module over the same memory, and a program of its own: its shares
// of the operations, with meetings between those that depend on one another. Thread 0 leads, the others follow.
//
// What a team shares lies in lines of 64 bytes, so that nobody's writing disturbs those who spin on something else. All words are
// zero at first.

/** Raised to begin a run. */
const runWord: usize = 0;
/** Threads that sleep until the next run. */
const runSleepers: usize = 4;
/** 1 when followers are to return. */
const dismissed: usize = 8;
/** 1 when a follower has failed, so that nobody waits for it for ever. */
const broken: usize = 12;
/** Followers that wait for runs or carry one out. */
const followers: usize = 16;
/** Threads that have come to the meeting under way. */
const arrived: usize = 64;
/** Raised when all have come. */
const meeting: usize = 128;
const meetingSleepers: usize = 132;
/** The run under way. */
const runThreads: usize = 192;
const runBatches: usize = 196;
const runOrder: usize = 200;
const runRows: usize = 204;
const runCoefficients: usize = 208;
const runLosses: usize = 212;
/** A line for each thread: its program, and whether its gradients were finite, in turns for even and odd batches. */
const memberLines: usize = 256;
const memberBytes: usize = 64;
const memberFirst: usize = 0;
const memberEnd: usize = 4;
const memberFinite: usize = 8;

/** Looks at a word before a thread goes to sleep: some 50 µs. */
const looks = 200_000;
/** Nanoseconds between looks at whether the team is broken. */
const sleep: i64 = 100_000_000;

@inline
function member(team: usize, thread: i32): usize {
  return team + memberLines + <usize>thread * memberBytes;
}

/** Gives a thread its program for the runs to come. */
export function assign(team: usize, thread: i32, first: usize, end: usize): void {
  store<usize>(member(team, thread), first, memberFirst);
  store<usize>(member(team, thread), end, memberEnd);
}

/** Followers that are there. */
export function followersOf(team: usize): i32 {
  return atomic.load<i32>(team, followers);
}

/** Thread 0's part in a run, as `runProgram`, with `threads` − 1 followers that are there. Nobody is at work any more when it returns. */
export function lead(team: usize, threads: i32, batches: i32, order: usize, rows: i32, coefficients: usize, losses: usize): i32 {
  store<i32>(team, threads, runThreads);
  store<i32>(team, batches, runBatches);
  store<usize>(team, order, runOrder);
  store<i32>(team, rows, runRows);
  store<usize>(team, coefficients, runCoefficients);
  store<usize>(team, losses, runLosses);
  raise(team + runWord, team + runSleepers);
  return takePart(team, 0);
}

/** The life of another thread: takes part in runs until the team is dismissed. */
export function follow(team: usize, thread: i32): void {
  let run = 0;
  atomic.add<i32>(team, 1, followers);
  for (;;) {
    run = awaitChange(team, team + runWord, run, team + runSleepers);
    if (atomic.load<i32>(team, dismissed)) return;
    takePart(team, thread);
  }
}

/** Lets the followers return. */
export function dismiss(team: usize): void {
  atomic.store<i32>(team, 1, dismissed);
  raise(team + runWord, team + runSleepers);
}

/** Told by a follower that has failed. */
export function abandon(team: usize): void {
  atomic.store<i32>(team, 1, broken);
}

function takePart(team: usize, thread: i32): i32 {
  const threads = load<i32>(team, runThreads);
  const batches = load<i32>(team, runBatches);
  const rows = load<i32>(team, runRows);
  const first = load<usize>(member(team, thread), memberFirst);
  const end = load<usize>(member(team, thread), memberEnd);
  let order = load<usize>(team, runOrder);
  let coefficients = load<usize>(team, runCoefficients);
  let losses = load<usize>(team, runLosses);
  for (let batch = 0; batch < batches; batch++, order += <usize>rows * 4, coefficients += 64, losses += 8) {
    beginBatch();
    for (let operation = first; operation < end; operation += 64) {
      if (load<i32>(operation) == Opcode.meet) meet(team, threads);
      else carryOut(operation, order, coefficients);
    }
    if (thread == 0) store<f64>(losses, lossOfBatch(rows));
    const turn = memberFinite + <usize>(batch & 1) * 4;
    store<i32>(member(team, thread) + turn, gradientIsFinite());
    meet(team, threads);
    if (!(abs(load<f64>(losses)) < Infinity)) return batch;
    for (let other = 0; other < threads; other++) if (!load<i32>(member(team, other) + turn)) return batch;
  }
  return batches;
}

/** Returns when all threads have come. */
function meet(team: usize, threads: i32): void {
  const now = atomic.load<i32>(team, meeting);
  if (atomic.add<i32>(team, 1, arrived) == threads - 1) {
    atomic.store<i32>(team, 0, arrived);
    raise(team + meeting, team + meetingSleepers);
  } else {
    awaitChange(team, team + meeting, now, team + meetingSleepers);
  }
}

/** Changes a word that one thread at a time may change, and wakes those who sleep on it. */
function raise(word: usize, sleepers: usize): void {
  atomic.store<i32>(word, atomic.load<i32>(word) + 1);
  if (atomic.load<i32>(sleepers)) atomic.notify(word, -1);
}

/** The new value of a word. A thread spins at first, because waking costs more than most waits, then leaves its core to others. */
function awaitChange(team: usize, word: usize, old: i32, sleepers: usize): i32 {
  for (let look = 0; look < looks; look++) {
    const value = atomic.load<i32>(word);
    if (value != old) return value;
  }
  atomic.add<i32>(sleepers, 1);
  while (atomic.load<i32>(word) == old) {
    if (atomic.load<i32>(team, broken)) unreachable();
    atomic.wait<i32>(word, old, sleep);
  }
  atomic.sub<i32>(sleepers, 1);
  return atomic.load<i32>(word);
}
