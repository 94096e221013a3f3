import { formatNumber } from '../../format/formatNumber.ts';
import type { Field, FieldControl } from '../../../src-core/schemaFields.ts';

/** What is wrong with a field's value, in words for the person who typed it; null when nothing is. */
export function fieldProblem(field: Field, value: unknown): string | null {
  if (field.control.kind === 'group') return null;
  const checked = field.schema.safeParse(value);
  if (checked.success) return null;
  return wanted(field.control, field.nullable) ?? checked.error.issues[0]?.message ?? 'This value is not allowed.';
}

/** Problems of all fields by dotted path. */
export function fieldProblems(fields: readonly Field[], values: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const path = prefix + field.key;
    const value = values[field.key];
    if (field.control.kind === 'group') {
      Object.assign(problems, fieldProblems(field.control.fields, (value ?? {}) as Record<string, unknown>, `${path}.`));
      continue;
    }
    const problem = fieldProblem(field, value);
    if (problem) problems[path] = problem;
  }
  return problems;
}

function wanted(control: FieldControl, nullable: boolean): string | null {
  const orEmpty = nullable ? ', or leave it empty' : '';
  switch (control.kind) {
    case 'number':
      return `Give ${control.integer ? 'a whole number' : 'a number'}${rangeInWords(control)}${orEmpty}.`;
    case 'options':
      return `Choose one of ${control.options.join(', ')}${orEmpty}.`;
    default:
      return null;
  }
}

/** " from 0 to 1", " above 0"… */
function rangeInWords({ minimum, maximum }: Extract<FieldControl, { kind: 'number' }>): string {
  const least = minimum && formatNumber(minimum.value, 6);
  const most = maximum && formatNumber(maximum.value, 6);
  const low = minimum && (minimum.exclusive ? ` above ${least}` : ` of at least ${least}`);
  const high = maximum && (maximum.exclusive ? ` below ${most}` : ` of at most ${most}`);
  if (minimum && maximum && !minimum.exclusive && !maximum.exclusive) return ` from ${least} to ${most}`;
  return low && high ? `${low} and${high.replace(' of', '')}` : (low ?? high ?? '');
}
