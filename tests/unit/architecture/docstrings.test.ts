import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const core = new URL('../../../src-core/', import.meta.url);

/** Folders whose functions are mathematics: a word or two will not do there. */
const numerics = ['kernels', 'losses', 'lineSearch', 'network', 'optimizers', 'random', 'schedules', 'surfaces', 'training'];

/** Shorter than this is no sentence. */
const fewestWords = 4;

interface Export {
  /** `losses/pNorm.ts: pNorm`. */
  readonly place: string;
  readonly folder: string;
  readonly isFunction: boolean;
  readonly docstring: string;
  /** Codes of the errors that its own lines throw. */
  readonly thrown: readonly string[];
}

const exported = (await Promise.all((await sourceFiles()).map(exportsOf))).flat();

describe('src-core', () => {
  it('has a docstring for every export', () => {
    expect(exported.length).toBeGreaterThan(300);
    expect(exported.filter(({ docstring }) => docstring === '').map(({ place }) => place)).toEqual([]);
  });

  it('says what every function of the numerics computes, in a sentence', () => {
    const functions = exported.filter(({ isFunction, folder }) => isFunction && numerics.includes(folder));
    expect(functions.length).toBeGreaterThan(100);
    const short = functions.filter(({ docstring }) => docstring.split(/\s+/).length < fewestWords);
    expect(short.map(({ place, docstring }) => `${place}: ${docstring}`)).toEqual([]);
  });

  it('names the codes of the errors that a function throws', () => {
    const throwing = exported.filter(({ thrown }) => thrown.length > 0);
    expect(throwing.length).toBeGreaterThan(15);
    const silent = throwing.flatMap(({ place, thrown, docstring }) =>
      thrown
        .filter((code) => !docstring.includes(code) && !docstring.includes(`${code.split('/')[0]}/…`))
        .map((code) => `${place}: ${code}`),
    );
    expect(silent).toEqual([]);
  });
});

async function sourceFiles(): Promise<string[]> {
  const files = await readdir(core, { recursive: true });
  // What AssemblyScript compiles to WebAssembly has rules of its own.
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.startsWith('kernels/assembly/'));
}

async function exportsOf(file: string): Promise<Export[]> {
  const path = new URL(file, core);
  const source = ts.createSourceFile(fileURLToPath(path), await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.filter(isExported).flatMap((statement) =>
    namesOf(statement).map((name) => ({
      place: `${file}: ${name}`,
      folder: file.split('/')[0]!,
      isFunction: isFunction(statement),
      docstring: docstringOf(statement, source),
      thrown: isFunction(statement) ? codesThrownIn(statement) : [],
    })),
  );
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.DeclarationStatement;
  return [name?.getText() ?? 'default'];
}

/** A function, or a constant that is one. */
function isFunction(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer));
}

/** Codes of errors thrown in a function's own lines; functions inside it are described where they are declared. */
function codesThrownIn(node: ts.Node): string[] {
  if (ts.isThrowStatement(node)) return [...node.getText().matchAll(/new WorkbenchError\(\s*'([^']+)'/g)].map(([, code]) => code!);
  const codes: string[] = [];
  ts.forEachChild(node, (child) => {
    const isAnother = ts.isFunctionLike(child) && !ts.isVariableDeclaration(node);
    if (!isAnother) codes.push(...codesThrownIn(child));
  });
  return codes;
}

/** The words of a docstring with those of its tags; a type inferred from a schema of the same file is described by the schema. */
function docstringOf(statement: ts.Statement, source: ts.SourceFile): string {
  const comments = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const words = comments.flatMap(({ comment, tags = [] }) => [comment, ...tags.map((tag) => tag.comment)].map(ts.getTextOfJSDocComment));
  const docstring = words.filter(Boolean).join(' ').trim();
  const schema = /z\.infer<typeof (\w+)>/.exec(statement.getText())?.[1];
  if (docstring !== '' || schema === undefined) return docstring;
  const described = source.statements.find((other) => isExported(other) && namesOf(other).includes(schema));
  return described ? docstringOf(described, source) : '';
}
