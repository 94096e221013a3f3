import { Opcode } from '../assembly/opcode.ts';
import { divisions } from './divisions.ts';
import type { Operation } from './operation.ts';
import type { Part, Run } from './share.ts';

const meeting: Operation = { opcode: Opcode.meet, arguments: [] };

/**
 * A step as a program for each thread: its shares of the operations, and meetings of all threads before whatever needs what others have
 * done since the last one. Every element is computed as in the whole step, so that the bits do not depend on the number of threads.
 * @param words the memory in which operations on patches are described
 */
export function divideStep(operations: readonly Operation[], parts: readonly Part[], words: Int32Array): Operation[][] {
  const programs = parts.map((): Operation[] => []);
  let reads: Run[] = [];
  let writes: Run[] = [];
  const meet = () => {
    for (const program of programs) program.push(meeting);
    reads = [];
    writes = [];
  };
  let aloneBefore = false;
  for (const { opcode, arguments: values } of operations) {
    const divisible = divisions[opcode]?.(opcode, values, words) ?? null;
    const dependent = divisible === null || overlap(divisible.reads, writes) || overlap(divisible.writes, [...reads, ...writes]);
    if (aloneBefore || dependent) meet();
    aloneBefore = divisible === null;
    if (divisible) {
      reads.push(...divisible.reads);
      writes.push(...divisible.writes);
      programs.forEach((program, index) => {
        const share = divisible.share(parts[index]!);
        if (share) program.push(share);
      });
    } else {
      programs[0]!.push({ opcode, arguments: values });
    }
  }
  return programs;
}

function overlap(some: readonly Run[], others: readonly Run[]): boolean {
  return some.some(([start, bytes]) => others.some(([other, otherBytes]) => start < other + otherBytes && other < start + bytes));
}
