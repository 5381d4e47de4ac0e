import { ts } from 'ts-morph';
import type { OwnFile } from './workspace.ts';

/** Which files each file imports, in whatever way. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

export function readImportGraph(files: readonly OwnFile[]): ImportGraph {
  return new Map(files.map(({ file, program }) => [file.fileName, importsOf(file, program.getTypeChecker())]));
}

function importsOf(file: ts.SourceFile, checker: ts.TypeChecker): Set<string> {
  const found = new Set<string>();
  const add = (specifier: ts.Node | undefined) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const source = checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    if (source && ts.isSourceFile(source)) found.add(source.fileName);
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && isImporting(node)) add(node.arguments[0]);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isImporting({ expression }: ts.CallExpression): boolean {
  return expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
}

/** These files and all that import them, directly or not. */
export function withImporters(graph: ImportGraph, files: readonly string[]): Set<string> {
  const importers = Map.groupBy(
    [...graph].flatMap(([from, targets]) => [...targets].map((to) => ({ from, to }))),
    ({ to }) => to,
  );
  const reached = new Set(files);
  for (const path of reached) for (const { from } of importers.get(path) ?? []) reached.add(from);
  return reached;
}
