import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import type { Evaluator } from './evaluator.ts';
import { isPure } from './is-pure.ts';
import { removeDefinition } from './remove-definition.ts';
import { removeStatement } from './statement-range.ts';
import { usagesOf } from './usages.ts';

/** Takes away what a file exports and nobody imports; what the file itself uses loses its `export`. */
export function removeExports(evaluator: Evaluator, file: ts.SourceFile, names: ReadonlySet<string>): Edit[] {
  return file.statements.flatMap((statement): Edit[] => {
    if (ts.isExportDeclaration(statement)) return fromList(statement, names);
    const keyword = ts.canHaveModifiers(statement) ? statement.modifiers?.find(isExport) : undefined;
    if (!keyword) return [];
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    const named = declared.filter((one) => names.has(nameOf(one)?.text ?? ''));
    if (named.length === 0) return [];
    const left = declared.length - named.length;
    const unused = named.filter((one) => isUnused(evaluator, one));
    if (left + named.length - unused.length === 0) return [removeStatement(statement)];
    const gone = unused.flatMap((one) => (ts.isVariableDeclaration(one) ? removeDefinition(one) : []));
    return left > 0
      ? gone
      : [{ start: keyword.getStart(), end: afterBlanks(file.text, keyword.end), text: '' }, ...gone];
  });
}

function isExport({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** `export { a, b };`: what is re-exported from elsewhere belongs to whoever asks there. */
function fromList({ exportClause, moduleSpecifier }: ts.ExportDeclaration, names: ReadonlySet<string>): Edit[] {
  if (moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause)) return [];
  const isGone = (one: ts.Node) => ts.isExportSpecifier(one) && names.has(one.name.text);
  if (exportClause.elements.every(isGone)) return [removeStatement(exportClause.parent)];
  return removeFromList(exportClause.elements, isGone);
}

function nameOf(node: ts.Node): ts.Identifier | undefined {
  const name = 'name' in node ? (node.name as ts.Node | undefined) : undefined;
  return name && ts.isIdentifier(name) ? name : undefined;
}

function isUnused(evaluator: Evaluator, node: ts.Node): boolean {
  const name = nameOf(node);
  const isQuiet = !ts.isVariableDeclaration(node) || !node.initializer || isPure(evaluator, node.initializer);
  const isWithin = (usage: ts.Node) => usage.pos >= node.pos && usage.end <= node.end;
  return isQuiet && name !== undefined && usagesOf(evaluator.checker, name).every(isWithin);
}

function afterBlanks(text: string, at: number): number {
  return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
}
