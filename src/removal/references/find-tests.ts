import { ts } from 'ts-morph';

const BLOCKS = new Set(['it', 'test', 'describe', 'suite', 'context']);

/** `it(…)`, `test.each(…)(…)`, `describe.skip(…)`: what is called at the beginning of it. */
export function blockNameOf(call: ts.CallExpression): string | undefined {
  let callee: ts.Expression = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (
      !ts.isPropertyAccessExpression(callee) &&
      !ts.isCallExpression(callee) &&
      !ts.isTaggedTemplateExpression(callee)
    )
      return undefined;
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  }
  return BLOCKS.has(callee.text) ? callee.text : undefined;
}

/** The smallest test or group of tests around a node; undefined where it is about the whole file. */
export function testAround(node: ts.Node): ts.ExpressionStatement | undefined {
  const around = ts.findAncestor(node, (one) => {
    if (!ts.isExpressionStatement(one) || !ts.isCallExpression(one.expression)) return false;
    return blockNameOf(one.expression) !== undefined;
  });
  return around as ts.ExpressionStatement | undefined;
}

export function hasTests(file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean => {
    const name = ts.isCallExpression(node) ? blockNameOf(node) : undefined;
    if (name === 'it' || name === 'test') return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(file);
}
