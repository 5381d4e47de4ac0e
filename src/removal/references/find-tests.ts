import { basename } from 'node:path';
import { ts } from 'ts-morph';
import { casingsOf } from './casings.ts';

const TEST_FILE = /(\.(test|spec)\.[cm]?[jt]sx?$)|(^|\/)__tests__\//;
const BLOCKS = new Set(['it', 'test', 'describe', 'suite', 'context']);

export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}

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

/**
 * A test file that is named after a flag is about it: `use-ssot.test.ts` about its being asked, `use-ssot.on.test.ts` and
 * `…-on.test.ts` about one of its states.
 * @returns the state; null where it is about no state; undefined for a file that is not named after the flag.
 */
export function stateOfTestFile(path: string, flag: string): boolean | null | undefined {
  const name = basename(path);
  const words = casingsOf(flag)
    .map((one) => RegExp.escape(one))
    .join('|');
  const match = isTestFile(path)
    ? new RegExp(`(?:^|[.-])(?:${words})(?:[.-](on|off))?\\.(?:test|spec)\\.`).exec(name)
    : null;
  if (!match) return undefined;
  return match[1] === undefined ? null : match[1] === 'on';
}
