import { WorkbenchError, type ErrorCode } from './errors.ts';
import type { z } from './schema.ts';

/** How a refusal is worded: its code, whose value it was, and how a person calls a field of it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly subject?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly fieldName?: (path: readonly PropertyKey[]) => string;
}

/** The value with defaults filled in, as its schema reads it. @throws the code given, naming the first bad field and what is wrong with it */
export function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, value: unknown, refusal: Refusal): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const field = (refusal.fieldName ?? dotted)(path);
  const message = [refusal.subject, field, `${issue?.message ?? 'bad value'}.`].filter(Boolean).join(': ');
  throw new WorkbenchError(refusal.code, message.replace(/\.\.$/, '.'), { ...refusal.details, field });
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
