import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { removeFromList } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { Evaluator } from './evaluator.ts';
import { FileFold } from './file-fold.ts';
import { isPure } from './is-pure.ts';
import { removeBinding } from './remove-binding.ts';
import { removeImport } from './remove-import.ts';
import { removeParameter } from './remove-parameter.ts';
import { removeStatement } from './statement-range.ts';
import { usagesOf } from './usages.ts';

type Unused = {
  readonly evaluator: Evaluator;
  readonly fold: FileFold;
  readonly name: ts.Identifier | ts.PrivateIdentifier;
};

/** What a file declares for itself and nobody uses, among the names that were used more before. */
export function removeUnused(evaluator: Evaluator, file: ts.SourceFile, names: ReadonlySet<string>): Edit[] {
  const edits: Edit[] = [];
  const fold = new FileFold(evaluator, file);
  const patterns = new Set<ts.Node>();
  const visit = (node: ts.Node) => {
    const name = patterns.has(node.parent) ? undefined : declaredBy(node);
    const found = name && names.has(name.text) ? removeDeclaration({ evaluator, fold, name }, node) : undefined;
    if (found && ts.isBindingElement(node)) patterns.add(node.parent);
    if (found) edits.push(...found);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  // One at a time where they touch: the next round sees the rest.
  return edits.filter(
    (edit, index) => !edits.slice(0, index).some((other) => edit.start < other.end && other.start < edit.end),
  );
}

function declaredBy(node: ts.Node): ts.Identifier | ts.PrivateIdentifier | undefined {
  const isDeclaring =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node);
  const name = isDeclaring ? node.name : undefined;
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name : undefined;
}

function removeDeclaration(unused: Unused, node: ts.Node): Edit[] | undefined {
  const { evaluator, fold, name } = unused;
  if (isSeenOutside(node) || isGlobal(node)) return undefined;
  const usages = usagesOf(evaluator.checker, name).filter((one) => !isWithin(one, node));
  if (usages.length > 0)
    return ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)
      ? removeWritten(unused, node, usages)
      : undefined;
  if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) return removeImport(node);
  if (ts.isBindingElement(node)) return removeBinding(evaluator, fold, node);
  if (ts.isParameter(node)) return removeParameter(evaluator, node);
  if (ts.isVariableDeclaration(node)) return removeVariable(unused, node);
  if (ts.isPropertyDeclaration(node))
    return !node.initializer || isPure(evaluator, node.initializer) ? [removeStatement(node)] : undefined;
  return [removeStatement(node)];
}

function isSeenOutside(node: ts.Node): boolean {
  if (
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isBindingElement(node)
  ) {
    return ts.isBindingElement(node) && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
  }
  if (ts.isParameter(node)) return false;
  const flags = ts.getCombinedModifierFlags(node as ts.Declaration);
  if (ts.isClassElement(node)) {
    if (!node.name || ts.isPrivateIdentifier(node.name)) return false;
    return (flags & ts.ModifierFlags.Private) === 0;
  }
  return (flags & (ts.ModifierFlags.Export | ts.ModifierFlags.Ambient)) !== 0;
}

/** What a file that is no module declares is there for every other file. */
function isGlobal(node: ts.Node): boolean {
  const file = node.getSourceFile();
  if (ts.isExternalModule(file)) return false;
  return ts.findAncestor(node.parent, (one) => ts.isFunctionLike(one) || ts.isClassLike(one)) === undefined;
}

/** A function that only calls itself is not used. */
function isWithin(usage: ts.Node, node: ts.Node): boolean {
  return usage.pos >= node.pos && usage.end <= node.end;
}

function removeVariable({ evaluator, fold }: Unused, node: ts.VariableDeclaration): Edit[] | undefined {
  const list = node.parent;
  if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return undefined;
  const { initializer } = node;
  const isQuiet = !initializer || isPure(evaluator, initializer);
  if (list.declarations.length > 1)
    return isQuiet ? removeFromList(list.declarations, (one) => one === node) : undefined;
  if (isQuiet) return [removeStatement(list.parent)];
  const effects = effectsOf(fold, initializer)
    .map((one) => `${one};`)
    .join(' ');
  return [{ start: list.parent.getStart(), end: list.parent.end, text: effects }];
}

/** Something that is written and never read goes with its writing. */
function removeWritten(
  { evaluator }: Unused,
  node: ts.VariableDeclaration | ts.PropertyDeclaration,
  usages: readonly ts.Node[],
): Edit[] | undefined {
  const statements = usages.map((usage) => {
    const target = ts.isPropertyAccessExpression(usage.parent) ? usage.parent : usage;
    const { parent } = target;
    const isWriting =
      ts.isBinaryExpression(parent) &&
      parent.left === target &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isWriting && ts.isExpressionStatement(parent.parent) && isPure(evaluator, parent.right)
      ? parent.parent
      : undefined;
  });
  const isQuiet = !node.initializer || isPure(evaluator, node.initializer);
  if (!isQuiet || statements.includes(undefined)) return undefined;
  const own = ts.isPropertyDeclaration(node) ? removeStatement(node) : undefined;
  const list = node.parent;
  const isAlone =
    ts.isVariableDeclarationList(list) && ts.isVariableStatement(list.parent) && list.declarations.length === 1;
  const declared = own ?? (isAlone ? removeStatement(list.parent) : undefined);
  return declared && [declared, ...statements.flatMap((one) => (one ? [removeStatement(one)] : []))];
}
