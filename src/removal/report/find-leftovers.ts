import { ts } from 'ts-morph';
import { literalOf } from '../references/literal-of.ts';
import { exportedNames } from './exported-names.ts';

/** Something exported that a removal has left odd: it belongs to others, so that a person decides. */
export type Leftover = { readonly path: string; readonly line: number; readonly sentence: string };

/** Names that are not exported any more, exported functions that answer the same whatever they are given, and parameters that are not used any more. */
export function findLeftovers(
  path: string,
  { before, after, names }: { readonly before: string; readonly after: string; readonly names: ReadonlySet<string> },
): Leftover[] {
  const known = new Set(leftoversOf(path, before).map(({ sentence }) => sentence));
  const left = exportedNames(parse(path, after));
  const gone = [...exportedNames(parse(path, before))].filter((name) => !left.has(name) && !names.has(name));
  return [
    ...gone.map((name) => ({ path, line: 1, sentence: `${name} is not exported any more.` })),
    ...leftoversOf(path, after).filter(({ sentence }) => !known.has(sentence)),
  ];
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
}

function leftoversOf(path: string, text: string): Leftover[] {
  const file = parse(path, text);
  const found: Leftover[] = [];
  const add = (node: ts.Node, sentence: string) => {
    found.push({ path, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, sentence });
  };
  const visit = (node: ts.Node) => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name) && /^_[a-zA-Z]/.test(node.name.text)) {
      add(node, `${nameOfFunction(node.parent)} does not use its parameter ${node.name.text.slice(1)} any more.`);
    }
    const always = isExported(node) ? constantOf(node) : undefined;
    if (always !== undefined) add(node, `${nameOfFunction(node)} is exported and always answers ${always}.`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isExported(node: ts.Node): boolean {
  const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return (
    ts.canHaveModifiers(holder) && (holder.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

function constantOf(node: ts.Node): string | undefined {
  const made = ts.isVariableDeclaration(node) ? node.initializer : node;
  if (!made || !(ts.isFunctionDeclaration(made) || ts.isArrowFunction(made)) || !made.body) return undefined;
  const only = ts.isBlock(made.body) ? made.body.statements[0] : made.body;
  const value = only && ts.isReturnStatement(only) ? only.expression : only;
  const literal = value && ts.isExpression(value) ? literalOf(value) : undefined;
  return literal && typeof literal.value === 'boolean' ? String(literal.value) : undefined;
}

function nameOfFunction(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `The constructor of ${node.parent.name?.text ?? 'a class'}`;
  if ('name' in node && node.name) return (node.name as ts.Node).getText();
  const holder = node.parent;
  return ts.isVariableDeclaration(holder) ? holder.name.getText() : 'A function';
}
