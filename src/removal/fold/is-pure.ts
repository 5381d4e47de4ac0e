import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.ts';
import { isWayToClient } from './is-way-to-client.ts';

const DEEPEST = 4;
const QUIET = new Set(
  (
    'String Number Boolean BigInt keys values entries freeze fromEntries isArray from of stringify parse now resolve toString ' +
    'slice map filter join trim toLowerCase toUpperCase includes startsWith endsWith get has at concat split replace ' +
    'replaceAll padStart padEnd toISOString getTime flat find some every indexOf min max floor ceil round abs Date Map Set ' +
    'URL Error toFixed isInteger charAt substring match test assign all'
  ).split(' '),
);

/** Whether nobody can tell that it was evaluated. Reading a member counts as such; so does asking for the flag. */
export function isPure(evaluator: Evaluator, node: ts.Node, depth = 0): boolean {
  if (ts.isFunctionLike(node) && !ts.isMethodDeclaration(node)) return true;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return isQuietCall(evaluator, node, depth);
  if (ts.isAwaitExpression(node))
    return evaluator.evaluate(node.expression) !== undefined && isPure(evaluator, node.expression, depth);
  if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node) || ts.isYieldExpression(node)) return false;
  if (ts.isPrefixUnaryExpression(node) && changes(node.operator)) return false;
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return false;
  if (ts.isTaggedTemplateExpression(node) || ts.isClassExpression(node)) return false;
  return ts.forEachChild(node, (child) => (isPure(evaluator, child, depth) ? undefined : true)) === undefined;
}

function changes(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isQuietCall(evaluator: Evaluator, node: ts.CallExpression | ts.NewExpression, depth: number): boolean {
  return (
    (node.arguments ?? []).every((one) => isPureArgument(evaluator, one, depth)) &&
    isQuietCallee(evaluator, node, depth)
  );
}

/** Whether a call does nothing but to have its arguments evaluated. */
export function isQuietCallee(evaluator: Evaluator, node: ts.CallExpression | ts.NewExpression, depth = 0): boolean {
  const callee = node.expression;
  const isRead = ts.isCallExpression(node) && evaluator.reads.shapeOf(node) !== undefined;
  if (isRead && isWayToClient(callee)) return true;
  if (ts.isPropertyAccessExpression(callee) && !isPure(evaluator, callee.expression, depth)) return false;
  if (isRead) return true;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const declaration = evaluator.keys.symbolOf(name)?.valueDeclaration;
  if (!declaration) return false;
  const file = declaration.getSourceFile();
  if (file.fileName.startsWith('/trialgate-library/')) return QUIET.has(name.getText());
  return depth < DEEPEST && !file.isDeclarationFile && isQuietFunction(evaluator, declaration, depth + 1);
}

/** A function that is handed over may be called. */
function isPureArgument(evaluator: Evaluator, node: ts.Expression, depth: number): boolean {
  return (
    isPure(evaluator, node, depth) &&
    (!ts.isFunctionLike(node) || depth >= DEEPEST || isQuietFunction(evaluator, node, depth + 1))
  );
}

function isQuietFunction(evaluator: Evaluator, declaration: ts.Node, depth: number): boolean {
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  if (!made || !ts.isFunctionLike(made) || !('body' in made) || !made.body) return false;
  const body = made.body as ts.Node;
  if (!ts.isBlock(body)) return isPure(evaluator, body, depth);
  return body.statements.every((one) => isQuietStatement(evaluator, one, depth));
}

function isQuietStatement(evaluator: Evaluator, statement: ts.Statement, depth: number): boolean {
  if (ts.isVariableStatement(statement) || ts.isReturnStatement(statement) || ts.isFunctionDeclaration(statement)) {
    return isPure(evaluator, statement, depth);
  }
  if (ts.isBlock(statement)) return statement.statements.every((one) => isQuietStatement(evaluator, one, depth));
  if (!ts.isIfStatement(statement)) return false;
  const { expression, thenStatement, elseStatement } = statement;
  if (!isPure(evaluator, expression, depth) || !isQuietStatement(evaluator, thenStatement, depth)) return false;
  return !elseStatement || isQuietStatement(evaluator, elseStatement, depth);
}
