import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { asWriteError } from '../../../../src-main/project/fileError.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: something failed`), { code });
}

describe('asWriteError', () => {
  it.each(['EROFS', 'EACCES', 'EPERM', 'ENOTDIR'])('says on %s that the folder cannot be written and what to do', (code) => {
    const error = asWriteError(systemError(code), '/media/stick/Study');
    expect(error).toMatchObject({ code: 'project/not-writable', details: { folder: '/media/stick/Study', code } });
    expect(error.message).toMatch(/\/media\/stick\/Study.*Choose another folder/);
  });

  it.each(['ENOSPC', 'EDQUOT'])('says on %s that there is no room', (code) => {
    expect(asWriteError(systemError(code), '/f')).toMatchObject({
      code: 'project/no-space',
      message: expect.stringContaining('Free some space'),
    });
  });

  it('says that a folder is gone, and never that this was unexpected', () => {
    const gone = asWriteError(systemError('ENOENT'), '/media/stick/Study');
    expect(gone).toMatchObject({ code: 'project/not-found', message: expect.stringContaining('/media/stick/Study is not there any more') });
  });

  it('passes on errors that were raised on purpose, and keeps others as a cause', () => {
    const purposeful = new WorkbenchError('project/read-only', 'Read only.');
    expect(asWriteError(purposeful, '/f')).toBe(purposeful);
    const bug = new TypeError('x is undefined');
    expect(asWriteError(bug, '/f')).toMatchObject({ code: 'internal/unexpected', cause: bug });
  });
});
