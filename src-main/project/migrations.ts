/** Turns a study of one format version into one of the next; parsed by the newest schema afterwards. */
export type StudyMigration = (study: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** `migrations[n]` leads from version n to n + 1. Version 1 is the first. */
export const studyMigrations: Readonly<Record<number, StudyMigration>> = {};

/** Leads a study of an older version up to `target`, step by step. */
export function migrateStudy(study: object, version: number, target: number, migrations = studyMigrations): object {
  let current: Record<string, unknown> = { ...study };
  for (let from = version; from < target; from++) {
    const migrate = migrations[from];
    if (!migrate) throw new RangeError(`There is no migration from version ${from} of the project format.`);
    current = { ...migrate(current), version: from + 1 };
  }
  return current;
}
