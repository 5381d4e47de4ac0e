import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { removeStatement } from './statement-range.ts';
import { usagesOf } from './usages.ts';

type Importing = {
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  /** Told of a place of which cannot be said what becomes of it. */
  readonly cannot: (node: ts.Node, because: string) => void;
};

/** Takes out of a file what it has of others that are deleted: imports, and the elements of lists that they are. */
export function withoutImportsOf(deleted: ReadonlySet<string>, { checker, file, cannot }: Importing): Edit[] {
  const gone = file.statements.filter((one) => {
    const specifier = ts.isImportDeclaration(one) || ts.isExportDeclaration(one) ? one.moduleSpecifier : undefined;
    const source = specifier && checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    return source !== undefined && ts.isSourceFile(source) && deleted.has(source.fileName);
  });
  const usages = new Set(gone.flatMap(namesOf).flatMap((name) => usagesOf(checker, name)));
  const lists = new Set<ts.ArrayLiteralExpression>();
  for (const usage of usages) {
    if (ts.isArrayLiteralExpression(usage.parent)) lists.add(usage.parent);
    else cannot(usage, 'it is of a test that goes, and what is done with it is not known');
  }
  return [
    ...gone.map((statement) => removeStatement(statement)),
    ...[...lists].flatMap(({ elements }) => removeFromList(elements, (one) => usages.has(one))),
  ];
}

function namesOf(statement: ts.Statement): ts.Identifier[] {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  const bindings = clause?.namedBindings;
  const named = !bindings
    ? []
    : ts.isNamespaceImport(bindings)
      ? [bindings.name]
      : bindings.elements.map(({ name }) => name);
  return clause?.name ? [clause.name, ...named] : named;
}
