import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { removeImport } from './remove-import.ts';
import { removeStatement } from './statement-range.ts';

/** Takes away what declares, imports or exports a flag. */
export function removeDefinition(node: ts.Node): Edit[] {
  if (ts.isImportSpecifier(node) || ts.isImportClause(node)) return removeImport(node);
  if (ts.isExportSpecifier(node)) {
    const { elements } = node.parent;
    if (elements.length > 1) return removeFromList(elements, (one) => one === node);
    return [removeStatement(node.parent.parent)];
  }
  if (!ts.isVariableDeclaration(node)) return [removeStatement(node)];
  const { parent: list } = node;
  if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return [];
  if (list.declarations.length > 1) return removeFromList(list.declarations, (one) => one === node);
  return [removeStatement(list.parent)];
}
