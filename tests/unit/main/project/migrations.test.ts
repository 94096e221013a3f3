import { describe, expect, it } from 'vitest';
import { migrateStudy } from '../../../../src-main/project/migrations.ts';

const migrations = {
  1: ({ title, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, name: title }),
  2: (study: Readonly<Record<string, unknown>>) => ({ ...study, notes: '' }),
};

describe('migrateStudy', () => {
  it('leads an old study up step by step', () => {
    expect(migrateStudy({ version: 1, title: 'Old' }, 1, 3, migrations)).toEqual({ version: 3, name: 'Old', notes: '' });
    expect(migrateStudy({ version: 2, name: 'Newer' }, 2, 3, migrations)).toEqual({ version: 3, name: 'Newer', notes: '' });
  });

  it('leaves a study of the present version as it is', () => {
    expect(migrateStudy({ version: 3, name: 'Now' }, 3, 3, migrations)).toEqual({ version: 3, name: 'Now' });
  });

  it('does not skip a version it knows no way from', () => {
    expect(() => migrateStudy({ version: 1 }, 1, 4, migrations)).toThrow('from version 3');
  });
});
