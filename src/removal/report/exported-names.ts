import { ts } from 'ts-morph';
import { declaredIn } from '../fold/names-in.ts';

/** The names that a file exports, re-exports included. */
export function exportedNames(file: ts.SourceFile): Set<string> {
  return new Set(
    file.statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement)) {
        const clause = statement.exportClause;
        return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
      }
      const isOut =
        ts.canHaveModifiers(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      return isOut ? declaredIn([statement]) : [];
    }),
  );
}
