import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.ts';
import { isPure } from './is-pure.ts';
import { type Known, promiseOf, sameKnown } from './known.ts';
import { usagesOf, writesTo } from './usages.ts';

/** What a function always returns, where calling it does nothing else. A public method may be another one at its call. */
export function returnedBy(evaluator: Evaluator, declaration: ts.Node): Known | undefined {
  const made = functionOf(declaration);
  if (!made?.body || made.asteriskToken || (ts.isMethodDeclaration(made) && !ts.isClassLike(made.parent)))
    return undefined;
  const { body } = made;
  return evaluator.rememberReturned(made, () => {
    const known = ts.isBlock(body) ? returnedFrom(evaluator, body.statements) : evaluator.evaluate(body);
    if (known === undefined || (!ts.isBlock(body) && !isPure(evaluator, body))) return undefined;
    const isAsync = made.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
    return isAsync ? promiseOf(known) : known;
  });
}

type WithBody = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function functionOf(node: ts.Node): WithBody | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  if (!ts.isVariableDeclaration(node) || !(ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const)) return undefined;
  const { initializer } = node;
  return initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ? initializer
    : undefined;
}

/** @returns undefined where it does not always return the same, or does something before. */
function returnedFrom(evaluator: Evaluator, statements: readonly ts.Statement[]): Known | undefined {
  for (const statement of statements) {
    if (ts.isReturnStatement(statement)) return returned(evaluator, statement);
    if (ts.isIfStatement(statement)) {
      const truth = evaluator.truthOf(statement.expression);
      if (truth === undefined || !isPure(evaluator, statement.expression)) return undefined;
      const taken = truth ? statement.thenStatement : statement.elseStatement;
      const known = taken && returnedFrom(evaluator, ts.isBlock(taken) ? taken.statements : [taken]);
      if (known) return known;
      if (taken) return undefined;
    } else if (ts.isTryStatement(statement)) return returnedFromTry(evaluator, statement);
    else if (!isQuiet(evaluator, statement)) return undefined;
  }
  return undefined;
}

/** What a `try` always answers, because nothing in it can fail: neither its `catch` nor what comes after it is reached. */
export function returnedFromTry(evaluator: Evaluator, { tryBlock, finallyBlock }: ts.TryStatement): Known | undefined {
  return finallyBlock ? undefined : returnedFrom(evaluator, tryBlock.statements);
}

function returned(evaluator: Evaluator, { expression }: ts.ReturnStatement): Known | undefined {
  if (!expression || !isPure(evaluator, expression)) return undefined;
  return evaluator.valueOf(expression);
}

function isQuiet(evaluator: Evaluator, statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(
    ({ initializer }) => !initializer || isPure(evaluator, initializer),
  );
}

/** What a parameter always is: of a private function whose every call gives the same, or of a promise's `then`. */
export function valueOfParameter(evaluator: Evaluator, parameter: ts.ParameterDeclaration): Known | undefined {
  const { name, parent: made } = parameter;
  if (!ts.isIdentifier(name) || parameter.dotDotDotToken) return undefined;
  return evaluator.remember(parameter, () => {
    if (writesTo(usagesOf(evaluator.checker, name))?.length !== 0) return undefined;
    const index = made.parameters.indexOf(parameter);
    if (ts.isArrowFunction(made) && index === 0) {
      const resolved = resolvedInto(evaluator, made);
      if (resolved) return resolved;
    }
    return givenByEveryCall(evaluator, made, index, parameter.initializer);
  });
}

function resolvedInto(evaluator: Evaluator, made: ts.ArrowFunction): Known | undefined {
  const { parent: call } = made;
  if (!ts.isCallExpression(call) || call.arguments[0] !== made || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  if (call.expression.name.text !== 'then') return undefined;
  const known = evaluator.evaluate(call.expression.expression);
  return known?.kind === 'promise' ? known.of : undefined;
}

function givenByEveryCall(
  evaluator: Evaluator,
  made: ts.SignatureDeclaration,
  index: number,
  initializer: ts.Expression | undefined,
): Known | undefined {
  const calls = callsOf(evaluator, made);
  if (!calls || calls.length === 0) return undefined;
  const given = calls.map((call) => {
    if (call.arguments.some(ts.isSpreadElement)) return undefined;
    const argument = call.arguments[index];
    if (argument) return evaluator.evaluate(argument);
    return initializer ? evaluator.evaluate(initializer) : undefined;
  });
  const [first] = given;
  return first && given.every((one) => sameKnown(one, first)) ? first : undefined;
}

/** Every call of a function that nobody outside its file can reach; undefined where it is used in another way. */
export function callsOf({ checker }: Pick<Evaluator, 'checker'>, made: ts.Node): ts.CallExpression[] | undefined {
  const holder = ts.isFunctionDeclaration(made) || ts.isMethodDeclaration(made) ? made : made.parent;
  if (!ts.isFunctionDeclaration(holder) && !ts.isVariableDeclaration(holder) && !ts.isMethodDeclaration(holder))
    return undefined;
  const { name } = holder;
  if (!name || (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name))) return undefined;
  if (
    ts.isMethodDeclaration(holder) &&
    !ts.isPrivateIdentifier(name) &&
    !(ts.getCombinedModifierFlags(holder) & ts.ModifierFlags.Private)
  )
    return undefined;
  if (ts.getCombinedModifierFlags(holder) & ts.ModifierFlags.Export) return undefined;
  if (ts.isVariableDeclaration(holder) && holder.initializer !== made) return undefined;
  const usages = usagesOf(checker, name).map((usage) =>
    ts.isPropertyAccessExpression(usage.parent) ? usage.parent : usage,
  );
  const calls = usages.flatMap((usage) =>
    ts.isCallExpression(usage.parent) && usage.parent.expression === usage ? [usage.parent] : [],
  );
  return calls.length === usages.length ? calls : undefined;
}
