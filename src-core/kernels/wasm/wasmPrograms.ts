import { Opcode } from '../assembly/opcode.ts';
import type { Arena, IndexTensor, Tensor } from '../arena.ts';
import { multiplyAddsOf } from '../program/multiplyAdds.ts';
import { toLanes } from '../program/laneProgram.ts';
import { operationWords, writeOperations, type Operation } from '../program/operation.ts';
import type { Gathering, Programs, StepNumbers, StepPass, StepProgram, StepRecipe } from '../program/programs.ts';
import type { Recorder } from '../program/recorder.ts';
import { withoutIdleWork } from '../program/withoutIdleWork.ts';
import { addressOf } from './addressOf.ts';
import type { Float32Exports } from './float32Exports.ts';
import type { PlacedProgram, ThreadTeam } from './threadTeam.ts';

const mostBatches = 64;
/** Numbers of one step: up to seven coefficients, then the share of the learning rate. */
const stepNumberCount = 8;

/** Stands for the first rows, one after the other. */
const inOrder: IndexTensor = { offset: 0, length: 0 };
const noNumbers: StepNumbers = { coefficients: () => [], rateShare: () => 1 };

/** Whole steps as programs of the WebAssembly kernels, large ones divided among the threads of a team, if there is one. */
export function wasmPrograms(exports: Float32Exports, arena: Arena, recorder: Recorder, team: ThreadTeam | null): Programs {
  const coefficientTable = arena.allocateIndices(2 * stepNumberCount * mostBatches);
  const lossTable = arena.allocateIndices(2 * mostBatches);
  let doubles: Float64Array = new Float64Array(0);

  /** The memory as double-precision numbers. */
  function doublesOf(): Float64Array {
    if (doubles.buffer !== arena.elements.buffer) doubles = new Float64Array(arena.elements.buffer);
    return doubles;
  }

  function allocateBytes(byteLength: number): number {
    return addressOf(arena.allocateIndices(byteLength / 4));
  }

  function place(operations: readonly Operation[]): PlacedProgram {
    const words = arena.allocateIndices(operations.length * operationWords);
    writeOperations(operations, words.offset, {
      words: arena.indices,
      floats: arena.elements as Float32Array,
      doubles: doublesOf(),
    });
    const first = addressOf(words);
    return { first, end: first + operations.length * operationWords * 4 };
  }

  function assemble(operations: readonly Operation[], rows: number, dividing: ThreadTeam | null): StepProgram {
    const { first, end } = place(operations);
    const shares = dividing?.divide(operations).map(place);
    return {
      run(order: IndexTensor, batches, { coefficients, rateShare }) {
        const table = doublesOf();
        const start = coefficientTable.offset / 2;
        for (let batch = 0; batch < batches; batch++) {
          const values = coefficients(batch);
          // Quicker for so few than `set`.
          for (let index = 0; index < values.length; index++) table[start + batch * stepNumberCount + index] = values[index]!;
          table[start + (batch + 1) * stepNumberCount - 1] = rateShare(batch);
        }
        const run = [batches, addressOf(order), rows, addressOf(coefficientTable), addressOf(lossTable)] as const;
        const steps = shares && dividing?.isReady() ? dividing.run(shares, run) : exports.runProgram(first, end, ...run);
        return { steps, loss: table[lossTable.offset / 2 + Math.min(steps, batches - 1)]! };
      },
    };
  }

  /** The team, if it is worth its while to divide these operations. */
  function teamFor(operations: readonly Operation[]): ThreadTeam | null {
    return team && multiplyAddsOf(operations, arena.indices) >= team.leastWork ? team : null;
  }

  return {
    mostBatches,
    compile({ rows, gatherings, differentiate, passes, gradientNorm, constrain }: StepRecipe) {
      const steps = optimizerSteps(passes);
      const differentiation = steps && recorder.record(differentiate);
      const constraints = differentiation && recorder.record(constrain);
      if (!constraints) return null;
      const gathered = gatherings.map(({ target, source, columns }) => gatherRows(target, source, columns, rows));
      const byRows = [...gathered, ...withoutIdleWork(differentiation)];
      const byLanes = toLanes(byRows, rows, allocateBytes);
      const operations = [...(byLanes ?? byRows), ...normOf(gradientNorm), ...steps, ...constraints];
      return assemble(operations, rows, byLanes ? null : teamFor(byRows));
    },
    compileEvaluation({ rows, gatherings, evaluate, kept }) {
      const recorded = recorder.record(evaluate);
      if (!recorded) return null;
      const useful = withoutIdleWork([...recorded, ...(kept ? [keepRows(kept, rows)] : [])]);
      const gathered = (all: readonly Gathering[]) => all.map(({ target, source, columns }) => gatherRows(target, source, columns, rows));
      const byLanes = toLanes([...gathered(gatherings), ...useful], rows, allocateBytes);
      const elsewhere = gatherings.filter(({ source, target }) => source !== target);
      const program = assemble(byLanes ?? [...gathered(elsewhere), ...useful], rows, byLanes ? null : teamFor(useful));
      return (order = inOrder) => program.run(order, 1, noNumbers).loss;
    },
  };
}

function gatherRows(target: Tensor, source: Tensor, columns: number, rows: number): Operation {
  return { opcode: Opcode.gatherRows, arguments: [addressOf(target), addressOf(source), columns, rows, 0] };
}

function keepRows({ target, source, columns }: Gathering, rows: number): Operation {
  return { opcode: Opcode.keepRows, arguments: [addressOf(target), addressOf(source), columns, rows] };
}

/** One operation for every run of neighbouring parameters with the same scale; null where a pass has no kernel. */
function optimizerSteps(passes: readonly StepPass[]): Operation[] | null {
  const merged: Operation[] = [];
  let last: { readonly pass: StepPass; length: number } | null = null;
  const flush = () => {
    if (last) merged.push(stepOf(last.pass, last.length)!);
  };
  for (const pass of passes) {
    if (!stepOf(pass, 0)) return null;
    const continues = last && last.pass.kernel === pass.kernel && last.pass.scale === pass.scale;
    if (continues && last!.pass.parameters.offset + last!.length === pass.parameters.offset) {
      last!.length += pass.parameters.length;
    } else {
      flush();
      last = { pass, length: pass.parameters.length };
    }
  }
  flush();
  return merged;
}

function stepOf({ kernel, parameters, gradients, slots, scale }: StepPass, length: number): Operation | null {
  const runs = [parameters, gradients].map(addressOf);
  if (kernel === 'steepestDescent') return { opcode: Opcode.steepestDescentStep, arguments: [...runs, length, 0, 0, 0, 0, scale] };
  const opcode = stepOpcodes.get(kernel);
  if (opcode === undefined) return null;
  const [first = 0, second = 0] = slots.map(addressOf);
  return { opcode, arguments: [...runs, first, second, length, 0, 0, scale] };
}

/** Steps with up to two runs of state, by the names of the optimizers. */
const stepOpcodes: ReadonlyMap<string, Opcode> = new Map([
  ['adam', Opcode.adamStep],
  ['adamW', Opcode.adamWStep],
  ['rmsProp', Opcode.rmsPropStep],
  ['momentum', Opcode.momentumStep],
  ['nesterov', Opcode.nesterovStep],
  ['rprop', Opcode.rpropStep],
  ['clippedDescent', Opcode.clippedDescentStep],
]);

function normOf(norm: StepRecipe['gradientNorm']): Operation[] {
  return norm ? [{ opcode: Opcode.gradientNorm, arguments: [addressOf(norm.of), norm.of.length, norm.coefficient] }] : [];
}
