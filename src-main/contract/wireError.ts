import { asWorkbenchError, WorkbenchError, type ErrorCode } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';

/** An error as plain data: a MessagePort drops `code`, JSON drops everything. */
export const wireErrorSchema = z.strictObject({
  code: z.string().transform((code) => code as ErrorCode),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type WireError = z.infer<typeof wireErrorSchema>;

export function toWireError(error: unknown): WireError {
  const { code, message, details } = asWorkbenchError(error);
  return { code, message, details: { ...details } };
}

export function fromWireError(error: WireError): WorkbenchError {
  return new WorkbenchError(error.code, error.message, error.details);
}
