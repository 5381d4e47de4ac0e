import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.ts';
import { isPure } from './is-pure.ts';
import { constant, type Known, sameKnown } from './known.ts';
import { usagesOf, writesTo } from './usages.ts';

/** What a member of an object is: of an answer that is known, of a named object of flags, or private to a class. */
export function valueOfMember(
  evaluator: Evaluator,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Known | undefined {
  if (evaluator.reads.isMember(node)) return evaluator.reads.keep;
  const name = ts.isPropertyAccessExpression(node) ? node.name : undefined;
  const key =
    name?.text ??
    (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : '');
  const whole = evaluator.evaluate(node.expression);
  if (whole?.kind === 'object') return whole.members.get(key);
  if (whole?.kind === 'constant' && (whole.value === undefined || whole.value === null) && node.questionDotToken)
    return constant(undefined);
  const declaration = name && evaluator.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isPropertyDeclaration(declaration)) return valueOfField(evaluator, declaration);
  return ts.isGetAccessor(declaration) ? returnedByGetter(evaluator, declaration) : undefined;
}

function isPrivate(node: ts.PropertyDeclaration | ts.GetAccessorDeclaration): boolean {
  return ts.isPrivateIdentifier(node.name) || (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
}

function returnedByGetter(evaluator: Evaluator, getter: ts.GetAccessorDeclaration): Known | undefined {
  const [first, ...more] = getter.body?.statements ?? [];
  if (!isPrivate(getter) || !first || more.length > 0 || !ts.isReturnStatement(first) || !first.expression)
    return undefined;
  return isPure(evaluator, first.expression) ? evaluator.evaluate(first.expression) : undefined;
}

/** A private field that holds the same from the constructor on. */
function valueOfField(evaluator: Evaluator, field: ts.PropertyDeclaration): Known | undefined {
  const { name } = field;
  if (!isPrivate(field) || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return undefined;
  return evaluator.remember(field, () => {
    const writes = writesTo(usagesOf(evaluator.checker, name));
    if (!writes) return undefined;
    const values = [...(field.initializer ? [field.initializer] : []), ...writes];
    if (!field.initializer && !writes.some(isInConstructor)) return undefined;
    const known = values.map((value) => evaluator.evaluate(value));
    const [first] = known;
    return first && known.every((one) => sameKnown(one, first)) ? first : undefined;
  });
}

function isInConstructor(node: ts.Node): boolean {
  const statement = ts.findAncestor(node, ts.isExpressionStatement);
  return statement !== undefined && ts.isConstructorDeclaration(statement.parent.parent);
}
