import { ts } from 'ts-morph';
import { literalOf, withoutTypes } from '../references/literal-of.ts';
import type { Edit } from './edit.ts';
import { removeFromList } from './edit.ts';
import type { Evaluator } from './evaluator.ts';
import { removeStatement } from './statement-range.ts';

/** A place that makes the flag answer something, as tests do. `state` is undefined where that cannot be told. */
export type Stub = { readonly node: ts.Node; readonly state: boolean | undefined; readonly remove: readonly Edit[] };

export function findStubs(evaluator: Evaluator, file: ts.SourceFile, flag: string): Stub[] {
  const stubs: Stub[] = [];
  const list = new RegExp(`(^|,)\\s*${RegExp.escape(flag)}\\s*=\\s*(on|off|true|false)\\s*(?=,|$)`);
  const visit = (node: ts.Node) => {
    const stub = stubOf(evaluator, node, flag) ?? stubInText(node, flag, list);
    if (stub) stubs.push(stub);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return stubs;
}

function stubOf(evaluator: Evaluator, node: ts.Node, flag: string): Stub | undefined {
  if (ts.isPropertyAssignment(node) && isFlagMember(evaluator, node.name, flag)) {
    const remove = removeFromList(node.parent.properties, (one) => one === node);
    return { node, state: stateOf(node.initializer), remove };
  }
  const call = ts.isExpressionStatement(node) ? callIn(node.expression) : undefined;
  const shape = call && evaluator.reads.shapeOf(call);
  if (call && shape?.answers === 'stub') {
    const value = call.arguments[shape.value ?? 1];
    return { node, state: value && stateOf(value), remove: [removeStatement(node)] };
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left, right, parent } = node;
  const isMember =
    (ts.isElementAccessExpression(left) && evaluator.keys.isKey(left.argumentExpression)) ||
    (ts.isPropertyAccessExpression(left) && left.name.text === flag);
  return isMember ? { node, state: stateOf(right), remove: [removeStatement(parent)] } : undefined;
}

/** `stub(…)`, `await stub(…)`, `void stub(…)`. */
function callIn(node: ts.Expression): ts.CallExpression | undefined {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return callIn(node.expression);
  return ts.isCallExpression(node) ? node : undefined;
}

function isFlagMember(evaluator: Evaluator, name: ts.PropertyName, flag: string): boolean {
  if (ts.isComputedPropertyName(name)) return evaluator.keys.isKey(name.expression);
  return (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && name.text === flag;
}

/** `true`, `'off'`, `{ enabled: true }`, `{ variants: { on: true, off: false }, defaultVariant: 'on', disabled: false }`. */
function stateOf(node: ts.Expression): boolean | undefined {
  const literal = literalOf(node)?.value;
  if (typeof literal === 'boolean') return literal;
  if (typeof literal === 'string')
    return /^(on|true)$/.test(literal) ? true : /^(off|false)$/.test(literal) ? false : undefined;
  const inner = withoutTypes(node);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  if (member(inner, 'disabled')?.kind === ts.SyntaxKind.TrueKeyword) return false;
  const enabled = member(inner, 'enabled') ?? member(inner, 'value');
  if (enabled) return stateOf(enabled);
  const [chosen, variants] = [member(inner, 'defaultVariant'), member(inner, 'variants')];
  const name = chosen && literalOf(chosen)?.value;
  if (typeof name !== 'string' || !variants || !ts.isObjectLiteralExpression(variants)) return undefined;
  const variant = member(variants, name);
  return variant && stateOf(variant);
}

function member(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find(
    (one) => ts.isPropertyAssignment(one) && one.name.getText().replace(/['"]/g, '') === name,
  );
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** `FLAG_OVERRIDES=my_flag=off,other=on`, in a text of code; and `my_flag=${state}`, of which the state cannot be told. */
function stubInText(node: ts.Node, flag: string, list: RegExp): Stub | undefined {
  if (ts.isTemplateExpression(node)) {
    const isOnlyStub = node.head.text.trim() === `${flag}=` && node.templateSpans.length === 1;
    return isOnlyStub && node.templateSpans[0]?.literal.text.trim() === ''
      ? { node, state: undefined, remove: withoutText(node) }
      : undefined;
  }
  if (!ts.isStringLiteralLike(node) || !node.text.includes(flag)) return undefined;
  const match = list.exec(node.text);
  if (!match) return undefined;
  const state = match[2] === 'on' || match[2] === 'true';
  const rest = node.text.replace(list, '').replace(/^,/, '').trim();
  const quote = node.getText()[0] ?? "'";
  if (rest !== '')
    return { node, state, remove: [{ start: node.getStart(), end: node.end, text: `${quote}${rest}${quote}` }] };
  return { node, state, remove: withoutText(node) };
}

/** Nothing is stubbed any more: the member or the call that held the text goes too. */
function withoutText(node: ts.StringLiteralLike | ts.TemplateExpression): Edit[] {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return removeFromList(parent.parent.properties, (one) => one === parent);
  const isCall = ts.isCallExpression(parent) && ts.isExpressionStatement(parent.parent);
  if (isCall) return [removeStatement(parent.parent)];
  return [{ start: node.getStart(), end: node.end, text: "''" }];
}
