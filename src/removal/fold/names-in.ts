import { ts } from 'ts-morph';

/** How often each name stands in a tree, members of objects not counted. */
export function namesIn(root: ts.Node, without?: ts.Node): Map<string, number> {
  const names = new Map<string, number>();
  const visit = (node: ts.Node) => {
    if (node === without) return;
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && !isMember(node))
      names.set(node.text, (names.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

/** `size` in `{ size: 1 }` and `box.size`, but not in `this.size`, which a class declares. */
function isMember(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return false;
  return parent.expression.kind !== ts.SyntaxKind.ThisKeyword && !ts.isPrivateIdentifier(node);
}

/** The names that a list of statements declares for its block. */
export function declaredIn(statements: readonly ts.Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}

export function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}
