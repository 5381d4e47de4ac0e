import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { callsOf } from './evaluate-function.ts';
import type { Evaluator } from './evaluator.ts';
import { isPure } from './is-pure.ts';
import { usagesOf } from './usages.ts';

/**
 * A parameter that is not used any more goes where every call is known. Otherwise its function's signature belongs to
 * others: only where the project refuses unused parameters, its name says that it is one.
 */
export function removeParameter(evaluator: Evaluator, node: ts.ParameterDeclaration): Edit[] | undefined {
  const made = node.parent;
  if (!('body' in made) || !made.body || !ts.isIdentifier(node.name) || node.name.text.startsWith('_'))
    return undefined;
  const isField = (node.modifiers?.length ?? 0) > 0;
  if (isField) return isPrivateField(node) ? [rename(node)] : undefined;
  const index = made.parameters.indexOf(node);
  const calls = callsOf(evaluator, made);
  const isLast = made.parameters.slice(index + 1).every((later) => isUnused(evaluator, later));
  if (!calls)
    return isCallback(made) && isLast ? removeFromList(made.parameters, (one) => one === node) : [rename(node)];
  const given = calls.map((call) => ({ call, argument: call.arguments[index] }));
  const isKnown = given.every(
    ({ call, argument }) => !call.arguments.some(ts.isSpreadElement) && (!argument || isPure(evaluator, argument)),
  );
  if (!isKnown) return [rename(node)];
  const removed = given.flatMap(({ call, argument }) =>
    argument ? removeFromList(call.arguments, (one) => one === argument) : [],
  );
  return [...removeFromList(made.parameters, (one) => one === node), ...removed];
}

function isUnused({ checker }: Evaluator, { name }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && usagesOf(checker, name).length === 0;
}

/** A function that is handed over, answered, or called by a type of its own: whoever calls it may give more than it takes. */
function isCallback(made: ts.Node): boolean {
  if (!ts.isArrowFunction(made) && !ts.isFunctionExpression(made)) return false;
  return !ts.isVariableDeclaration(made.parent) || made.parent.type !== undefined;
}

function isPrivateField(node: ts.ParameterDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false;
}

/** `_name`, by which TypeScript and linters know it; without the field that it was. */
function rename(node: ts.ParameterDeclaration): Edit {
  return { start: node.getStart(), end: node.name.end, text: `_${node.name.getText()}` };
}
