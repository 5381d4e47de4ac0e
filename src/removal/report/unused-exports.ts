import { ts } from 'ts-morph';
import type { OwnFile } from '../references/workspace.ts';
import { exportedNames } from './exported-names.ts';

/** Names by the module that exports them: `path#name`; `path#*` for one that is taken as a whole. */
export function importedNames(files: readonly OwnFile[]): Set<string> {
  const names = new Set<string>();
  for (const { file, program } of files) {
    const checker = program.getTypeChecker();
    for (const statement of file.statements) {
      const isNaming = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
      if (!isNaming || !statement.moduleSpecifier) continue;
      const source = checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration;
      if (!source || !ts.isSourceFile(source)) continue;
      for (const name of namesOf(statement)) names.add(`${source.fileName}#${name}`);
    }
  }
  return names;
}

function namesOf(statement: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(ownName) : ['*'];
  }
  const bindings = statement.importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) return ['*'];
  return bindings?.elements.map(ownName) ?? [];
}

function ownName({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

/** What was imported before, is still exported, and is imported by nobody now. */
export function unusedExports(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  files: readonly OwnFile[],
): { path: string; name: string }[] {
  const byPath = new Map(files.map(({ file }) => [file.fileName, file]));
  const exported = new Map<string, ReadonlySet<string>>();
  return [...before].flatMap((one) => {
    const [path = '', name = ''] = one.split('#');
    const file = byPath.get(path);
    if (name === '*' || after.has(one) || after.has(`${path}#*`) || !file) return [];
    const names = exported.get(path) ?? exportedNames(file);
    exported.set(path, names);
    return names.has(name) ? [{ path, name }] : [];
  });
}
