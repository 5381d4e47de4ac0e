import { ts } from 'ts-morph';
import type { OwnFile } from '../references/workspace.ts';

/** How often each name stands where members are named, in all files, declarations of members included. */
export type MemberNames = ReadonlyMap<string, number>;

export function readMemberNames(files: readonly OwnFile[]): MemberNames {
  const names = new Map<string, number>();
  const visit = (node: ts.Node) => {
    const name = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isIdentifier(node) && isMember(node)
        ? node.text
        : undefined;
    if (name !== undefined) names.set(name, (names.get(name) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  for (const { file } of files) visit(file);
  return names;
}

/** Public methods and getters of a file that were named somewhere before, and are nowhere now. */
export function findUnusedMembers(file: ts.SourceFile, before: MemberNames, after: MemberNames): ts.ClassElement[] {
  const found: ts.ClassElement[] = [];
  const visit = (node: ts.Node) => {
    // What a class inherits from others or promises to them is called by them.
    if (ts.isClassLike(node) && !node.heritageClauses) found.push(...node.members.filter(isUnused));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;

  function isUnused(member: ts.ClassElement): boolean {
    if (!ts.isMethodDeclaration(member) && !ts.isGetAccessor(member)) return false;
    if (!ts.isIdentifier(member.name)) return false;
    return (before.get(member.name.text) ?? 0) > 1 && after.get(member.name.text) === 1;
  }
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent))
    return ts.isObjectBindingPattern(parent.parent) && (parent.propertyName ?? parent.name) === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return (
    (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isObjectLiteralElement(parent)) && parent.name === node
  );
}
