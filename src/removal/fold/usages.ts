import { ts } from 'ts-morph';

/** Every place in a file that names what an identifier names, without the identifier itself. */
export function usagesOf(checker: ts.TypeChecker, name: ts.Identifier | ts.PrivateIdentifier): ts.Node[] {
  const symbol = checker.getSymbolAtLocation(name);
  const found: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name.text && node !== name) {
      if (symbolAt(checker, node) === symbol) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(name.getSourceFile());
  return found;
}

function symbolAt(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  return checker.getSymbolAtLocation(node);
}

/** What is written to it by `=`; undefined for another kind of writing, after which nothing is certain. */
export function writesTo(usages: readonly ts.Node[]): ts.Expression[] | undefined {
  const written: ts.Expression[] = [];
  for (const usage of usages) {
    const target = ts.isPropertyAccessExpression(usage.parent) && usage.parent.name === usage ? usage.parent : usage;
    const { parent } = target;
    if (ts.isBinaryExpression(parent) && parent.left === target && isAssignment(parent)) {
      if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
      written.push(parent.right);
    } else if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      if (parent.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
    } else if (isDestructuringTarget(target)) return undefined;
  }
  return written;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `[a] = …`, `({ a } = …)`, `for (a of …)`. */
function isDestructuringTarget(node: ts.Node): boolean {
  let child = node;
  let { parent } = child;
  while (
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isSpreadElement(parent)
  ) {
    child = parent;
    parent = child.parent;
  }
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === child;
  return child !== node && ts.isBinaryExpression(parent) && parent.left === child && isAssignment(parent);
}
