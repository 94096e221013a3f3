import type { PreparedData } from '../data/partition.ts';
import { WorkbenchError } from '../errors.ts';
import type { TrialSettings } from '../experiment/trialConfig.ts';
import type { FloatArray } from '../kernels/arena.ts';
import { arithmeticSchema, type Arithmetic, type KernelSet } from '../kernels/kernelSet.ts';
import type { Design } from '../network/design.ts';
import { schedules } from '../schedules/registry.ts';
import { z } from '../schema.ts';
import type { SkinState } from '../skins/skin.ts';
import { badCheckpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { courseSchema, type Course } from './course.ts';

/** A trial at one moment. */
export interface TrialSnapshot {
  readonly course: Readonly<Course>;
  /** In canonical order. */
  readonly parameters: FloatArray;
  readonly skin: SkinState;
}

/** What must be the same for a trial to go on from a checkpoint. */
export interface TrialIdentity {
  readonly design: Design;
  readonly settings: TrialSettings;
  readonly seed: number;
  readonly data: PreparedData;
  readonly kernels: KernelSet;
}

const headerSchema = z.strictObject({
  fingerprint: z.string(),
  arithmetic: arithmeticSchema,
  course: courseSchema,
  /** As text, because JSON has neither NaN, nor infinities, nor −0. */
  skinNumbers: z.record(z.string(), z.string()),
});

const parametersName = 'parameters';
const skinPrefix = 'skin.';

/** A snapshot as bytes, with the trial's identity in it. */
export function encodeTrial(identity: TrialIdentity, { course, parameters, skin }: TrialSnapshot): Uint8Array {
  const { precision, arithmetic } = identity.kernels;
  const skinNumbers = mapValues(skin.numbers, (value) => (Object.is(value, -0) ? '-0' : String(value)));
  const header: z.infer<typeof headerSchema> = { fingerprint: fingerprintOf(identity), arithmetic, course, skinNumbers };
  const skinArrays = Object.entries(skin.arrays).map(([name, array]) => [skinPrefix + name, array] as const);
  return encodeCheckpoint({ precision, header, arrays: { [parametersName]: parameters, ...Object.fromEntries(skinArrays) } });
}

/**
 * The inverse of `encodeTrial`, for the same trial on the same arithmetic.
 * @throws training/bad-checkpoint, training/other-arithmetic
 */
export function decodeTrial(identity: TrialIdentity, bytes: Uint8Array): TrialSnapshot {
  const { precision, header, arrays } = decodeCheckpoint(bytes);
  const parsed = headerSchema.safeParse(header);
  const { [parametersName]: parameters, ...rest } = arrays;
  if (!parsed.success || !parameters) throw badCheckpoint('is not one of a trial');
  const { fingerprint, arithmetic, course, skinNumbers } = parsed.data;
  if (precision !== identity.kernels.precision || fingerprint !== fingerprintOf(identity)) {
    throw badCheckpoint('belongs to a trial with another design, data, seed or settings');
  }
  if (arithmetic !== identity.kernels.arithmetic) throw otherArithmetic(arithmetic, identity.kernels.arithmetic);
  const skinArrays = Object.fromEntries(Object.entries(rest).map(([name, array]) => [name.slice(skinPrefix.length), array]));
  return { course, parameters, skin: { numbers: mapValues(skinNumbers, Number), arrays: skinArrays } };
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, convert: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}

/**
 * How far a trial had come, its parameters and the arithmetic it was begun with, for looking at it; needs neither its data nor that arithmetic.
 * @throws training/bad-checkpoint
 */
export function peekTrial(bytes: Uint8Array): Pick<TrialSnapshot, 'course' | 'parameters'> & { readonly arithmetic: Arithmetic } {
  const { header, arrays } = decodeCheckpoint(bytes);
  const parsed = headerSchema.safeParse(header);
  const { [parametersName]: parameters } = arrays;
  if (!parsed.success || !parameters) throw badCheckpoint('is not one of a trial');
  const { course, arithmetic } = parsed.data;
  return { course, arithmetic, parameters };
}

/**
 * All that decides a trial's numbers, as text. Budgets are left out where they decide only when it ends, and so is the arithmetic that was
 * asked for: the one it was computed with stands beside this text.
 */
function fingerprintOf({ design, settings, seed, data }: TrialIdentity): string {
  const {
    epochs,
    maximumSeconds: _seconds,
    maximumEvaluations: _evaluations,
    patience: _patience,
    arithmetic: _arithmetic,
    ...deciding
  } = settings;
  const sizes = [data.rows, data.inputSize, data.outputSize, data.parts.train.length];
  const { type, ...parameters } = settings.schedule;
  const spans = schedules.get(type).spansTrial?.(parameters) ?? false;
  return canonicalJson({ design, settings: deciding, seed, sizes, ...(spans ? { epochs } : {}) });
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function otherArithmetic(recorded: string, present: string): WorkbenchError {
  return new WorkbenchError(
    'training/other-arithmetic',
    `This trial was begun with the arithmetic "${recorded}", and this machine computes with "${present}": it would go on to other numbers. ` +
      'Resume it on a machine like the first, or run it again from its start.',
    { recorded, present },
  );
}
