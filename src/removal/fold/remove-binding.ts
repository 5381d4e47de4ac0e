import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { Evaluator } from './evaluator.ts';
import type { FileFold } from './file-fold.ts';
import { isPure } from './is-pure.ts';
import { removeStatement } from './statement-range.ts';

/** A name that nobody needs, taken out of an object or an array; the whole declaration where it was the only one. */
export function removeBinding(evaluator: Evaluator, fold: FileFold, node: ts.BindingElement): Edit[] | undefined {
  const { parent: pattern, initializer } = node;
  if (initializer && !isPure(evaluator, initializer)) return undefined;
  // The rest would otherwise hold it.
  if (pattern.elements.some((one) => ts.isBindingElement(one) && one.dotDotDotToken)) return undefined;
  if (!pattern.elements.some((one) => ts.isBindingElement(one) && one !== node)) return removeHolder(fold, pattern);
  if (ts.isObjectBindingPattern(pattern)) {
    return [...removeFromList(pattern.elements, (one) => one === node), ...withoutMember(evaluator, pattern, node)];
  }
  const isLast = pattern.elements.at(-1) === node;
  if (isLast) return removeFromList(pattern.elements, (one) => one === node);
  return [{ start: node.getStart(), end: node.end, text: '' }];
}

/** The member that an object at hand gave it, because a type has no place for it any more. */
function withoutMember(evaluator: Evaluator, { parent }: ts.ObjectBindingPattern, node: ts.BindingElement): Edit[] {
  const given = ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
  if (!given || !ts.isObjectLiteralExpression(given)) return [];
  const key = (node.propertyName ?? node.name).getText();
  return removeFromList(
    given.properties,
    (one) => ts.isPropertyAssignment(one) && one.name.getText() === key && isPure(evaluator, one.initializer),
  );
}

function removeHolder(fold: FileFold, pattern: ts.BindingPattern): Edit[] | undefined {
  const { parent: holder } = pattern;
  if (!ts.isVariableDeclaration(holder)) return undefined;
  const list = holder.parent;
  const isAlone =
    ts.isVariableDeclarationList(list) && ts.isVariableStatement(list.parent) && list.declarations.length === 1;
  if (!isAlone) return undefined;
  const effects = holder.initializer ? effectsOf(fold, holder.initializer) : [];
  if (effects.length === 0) return [removeStatement(list.parent)];
  return [{ start: list.parent.getStart(), end: list.parent.end, text: effects.map((one) => `${one};`).join(' ') }];
}
