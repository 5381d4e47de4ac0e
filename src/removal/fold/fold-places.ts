import { ts } from 'ts-morph';
import { type Edit, removeFromList } from './edit.ts';
import { exits } from './fold-statements.ts';
import { removeStatement } from './statement-range.ts';

const KEY_MEMBERS = ['name', 'key', 'flagKey', 'flag', 'id'];
const COLLECTING = ['set', 'add', 'delete'];

/** A definition that goes once nothing names it any more. */
export type Place = { readonly edits: readonly Edit[] } | { readonly definition: ts.Node };

/** What becomes of a place that names the flag without asking for it; undefined where that cannot be told. */
export function placeOf(node: ts.Node): Place | undefined {
  const outer = outermost(node);
  const { parent } = outer;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent))
    return { definition: parent };
  if (ts.isArrayLiteralExpression(parent)) return inArray(parent, outer);
  if (ts.isPropertyAssignment(parent)) return parent.name === node ? gone(parent) : inMember(parent);
  if (ts.isPropertySignature(parent)) return { edits: [removeStatement(parent)] };
  if (ts.isShorthandPropertyAssignment(parent)) return memberPlace(parent);
  if (ts.isComputedPropertyName(parent) && ts.isPropertyAssignment(parent.parent)) return gone(parent.parent);
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return { definition: parent };
  if (ts.isEnumMember(parent)) return { edits: removeFromList(parent.parent.members, (one) => one === parent) };
  if (ts.isLiteralTypeNode(parent)) return inType(parent);
  if (ts.isCaseClause(parent)) return inCase(parent);
  if (ts.isElementAccessExpression(parent)) return inStatement(parent.parent);
  const isCollecting =
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    COLLECTING.includes(parent.expression.name.text);
  return isCollecting ? inStatement(parent) : undefined;
}

function outermost(node: ts.Node): ts.Node {
  const { parent } = node;
  const isAround =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent);
  return isAround ? outermost(parent) : node;
}

/** An element of a list; of a pair in a list of pairs, the pair. */
function inArray(array: ts.ArrayLiteralExpression, element: ts.Node): Place {
  const isPair =
    ts.isArrayLiteralExpression(array.parent) && array.elements[0] === element && array.elements.length === 2;
  const [list, gone] = isPair ? [array.parent as ts.ArrayLiteralExpression, array] : [array, element];
  return { edits: removeFromList(list.elements, (one) => one === gone) };
}

function gone(member: ts.PropertyAssignment): Place {
  return { edits: removeFromList(member.parent.properties, (one) => one === member) };
}

/** `useSsot: 'my_flag'` in a constant object, or `name: 'my_flag'` in the flag's own. */
function inMember(member: ts.PropertyAssignment): Place | undefined {
  if (!KEY_MEMBERS.includes(member.name.getText())) return memberPlace(member);
  return definitionAround(outermost(member.parent));
}

function memberPlace(member: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): Place | undefined {
  const holder = ts.findAncestor(member, (one) => ts.isVariableDeclaration(one) || ts.isFunctionLike(one));
  if (!holder || !ts.isVariableDeclaration(holder)) return undefined;
  return { edits: removeFromList(member.parent.properties, (one) => one === member) };
}

function definitionAround(object: ts.Node): Place | undefined {
  const { parent } = object;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return { definition: parent };
  if (ts.isArrayLiteralExpression(parent)) return inArray(parent, object);
  if (ts.isPropertyAssignment(parent)) return memberPlace(parent);
  const isDefining = ts.isCallExpression(parent) && parent.arguments.length === 1;
  return isDefining && !ts.isExpressionStatement(parent.parent) ? definitionAround(outermost(parent)) : undefined;
}

function inType(literal: ts.LiteralTypeNode): Place | undefined {
  const { parent } = literal;
  if (!ts.isUnionTypeNode(parent)) return ts.isTypeAliasDeclaration(parent) ? { definition: parent } : undefined;
  const index = parent.types.indexOf(literal);
  const [before, after] = [parent.types[index - 1], parent.types[index + 1]];
  if (before) return { edits: [{ start: before.end, end: literal.end, text: '' }] };
  return after && { edits: [{ start: literal.getStart(), end: after.getStart(), text: '' }] };
}

/** The label, and what stands under it unless something else leads there. */
function inCase(clause: ts.CaseClause): Place {
  const { clauses } = clause.parent;
  const before = clauses[clauses.indexOf(clause) - 1];
  const isShared = before !== undefined && !before.statements.some(exits);
  if (!isShared || clause.statements.length === 0) return { edits: [removeStatement(clause)] };
  const [first] = clause.statements;
  return { edits: [{ start: clause.getFullStart(), end: first?.getFullStart() ?? clause.end, text: '' }] };
}

/** `flags['my_flag'] = true;`, `delete flags['my_flag'];`, `names.add('my_flag');`. */
function inStatement(node: ts.Node): Place | undefined {
  const isChange =
    ts.isDeleteExpression(node) ||
    ts.isCallExpression(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken);
  return isChange && ts.isExpressionStatement(node.parent) ? { edits: [removeStatement(node.parent)] } : undefined;
}
