import { ts } from 'ts-morph';
import { declaredIn } from '../fold/names-in.ts';
import { literalOf } from '../references/literal-of.ts';

/** Something exported that a removal has left odd: it belongs to others, so that a person decides. */
export type Leftover = { readonly path: string; readonly line: number; readonly sentence: string };

/** Names that are not exported any more, exported functions that answer the same whatever they are given, and parameters that are not used any more. */
export function findLeftovers(path: string, before: string, after: string): Leftover[] {
  const known = new Set(leftoversOf(path, before).map(({ sentence }) => sentence));
  const left = exportedNames(after);
  const gone = [...exportedNames(before)].filter((name) => !left.has(name));
  return [
    ...gone.map((name) => ({ path, line: 1, sentence: `${name} is not exported any more.` })),
    ...leftoversOf(path, after).filter(({ sentence }) => !known.has(sentence)),
  ];
}

function leftoversOf(path: string, text: string): Leftover[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
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

function exportedNames(text: string): Set<string> {
  const file = ts.createSourceFile('any.tsx', text, ts.ScriptTarget.ESNext, true);
  return new Set(
    file.statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement)) {
        const clause = statement.exportClause;
        return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
      }
      const isOut =
        ts.canHaveModifiers(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      return isOut ? declaredIn([statement]) : [];
    }),
  );
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
