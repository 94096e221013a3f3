import { asWorkbenchError, WorkbenchError } from '../../src-core/errors.ts';

const notWritableCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);
const noSpaceCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The system's code of a failed file operation, such as `ENOENT`; empty for any other error. */
export function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Turns what the file system threw on writing below `folder` into an error that says what to do. */
export function asWriteError(error: unknown, folder: string): WorkbenchError {
  const code = systemCode(error);
  if (notWritableCodes.has(code)) {
    return new WorkbenchError(
      'project/not-writable',
      `The folder ${folder} cannot be written (${code}). Choose another folder, or change its permissions and open it again.`,
      { folder, code },
      { cause: error },
    );
  }
  if (noSpaceCodes.has(code)) {
    return new WorkbenchError(
      'project/no-space',
      `There is no room left to write in ${folder} (${code}). Free some space, then try again.`,
      { folder, code },
      { cause: error },
    );
  }
  if (code === 'ENOENT') {
    return new WorkbenchError(
      'project/not-found',
      `The folder ${folder} is not there any more, or a part of it is missing. Bring it back, or open the project where it is now.`,
      { folder, code },
      { cause: error },
    );
  }
  return asWorkbenchError(error);
}
