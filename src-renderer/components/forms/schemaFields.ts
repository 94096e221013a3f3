// Moved to src-core/schemaFields.ts (the command line makes its options from it too): import it from there.
export * from '../../../src-core/schemaFields.ts';
