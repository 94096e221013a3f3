/** The part of the workbench an error comes from; the first half of its code. */
export type ErrorArea =
  | 'shape'
  | 'random'
  | 'design'
  | 'network'
  | 'loss'
  | 'optimizer'
  | 'skin'
  | 'readout'
  | 'data'
  | 'experiment'
  | 'training'
  | 'kernel'
  | 'registry'
  | 'project'
  | 'import'
  | 'trainer'
  | 'request'
  | 'access'
  | 'export'
  | 'internal';

/** A stable, machine-readable name such as `import/ragged-row`; never shown without its message. */
export type ErrorCode = `${ErrorArea}/${string}`;

/**
 * The one error the workbench raises on purpose. Its message says what happened, where, and what to do;
 * `details` holds the same facts as plain data (path, line, layer…), so that a form can point at the place.
 */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The error itself if it is a WorkbenchError, else an `internal/unexpected` one that keeps it as its cause. */
export function asWorkbenchError(error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new WorkbenchError('internal/unexpected', message, {}, { cause: error });
}
