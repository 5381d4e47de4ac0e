import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { removeStatement } from './statement-range.ts';

/** A name that is imported and not used; the whole import where it was the only one. */
export function removeImport(node: ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport): Edit[] {
  const clause = ts.findAncestor(node, ts.isImportClause) as ts.ImportClause;
  const { name, namedBindings } = clause;
  if (ts.isImportSpecifier(node)) {
    const { elements } = node.parent;
    if (elements.length > 1) return removeFromList(elements, (one) => one === node);
    return name && namedBindings
      ? [{ start: name.end, end: namedBindings.end, text: '' }]
      : [removeStatement(clause.parent)];
  }
  if (ts.isNamespaceImport(node)) {
    return name ? [{ start: name.end, end: node.end, text: '' }] : [removeStatement(clause.parent)];
  }
  if (!name || !namedBindings) return [removeStatement(clause.parent)];
  return [{ start: name.getStart(), end: namedBindings.getStart(), text: '' }];
}
