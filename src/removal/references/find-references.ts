import { ts } from 'ts-morph';
import { blockNameOf } from './find-tests.ts';
import { FlagKeys } from './flag-keys.ts';
import type { OwnFile } from './workspace.ts';

/** A place in code that names the flag: by its name, or by a symbol that stands for it. */
export type FlagNode = { readonly node: ts.Node; readonly kind: 'name' | 'symbol' };

/** Every place of a file that names a flag, outermost expressions only. */
export function findReferences({ file, program }: OwnFile, flag: string): FlagNode[] {
  const keys = new FlagKeys(program.getTypeChecker(), flag);
  const found: FlagNode[] = [];
  const visit = (node: ts.Node) => {
    const kind = kindOf(keys, node, flag);
    if (kind) found.push({ node, kind });
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function kindOf(keys: FlagKeys, node: ts.Node, flag: string): FlagNode['kind'] | undefined {
  if (ts.isStringLiteralLike(node))
    return node.text === flag && !isTitle(node) && !isSpecifier(node) ? 'name' : undefined;
  if (ts.isIdentifier(node)) return isSymbol(keys, node, flag) ? 'symbol' : undefined;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  return keys.isKey(node) ? 'symbol' : undefined;
}

function isSymbol(keys: FlagKeys, node: ts.Identifier, flag: string): boolean {
  const { parent } = node;
  // The compiler complains of the name of an element that is asked for as a value.
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return node.text === flag;
  if (ts.isPropertySignature(parent) && parent.name === node) return node.text === flag;
  const isExport = ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent);
  if (!isExport && 'name' in parent && parent.name === node) return false;
  if (!isExport && !ts.isExpression(parent) && !isValuePlace(parent)) return false;
  return keys.isKey(node) || keys.isDefinition(node);
}

function isValuePlace(parent: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isCaseClause(parent) ||
    ts.isComputedPropertyName(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isJsxExpression(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent)
  );
}

/** What a test is called says nothing to the code. */
function isTitle(node: ts.StringLiteralLike): boolean {
  return (
    ts.isCallExpression(node.parent) && node.parent.arguments[0] === node && blockNameOf(node.parent) !== undefined
  );
}

function isSpecifier({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}
