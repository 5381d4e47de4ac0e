import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { foldExpression } from './fold-expression.ts';
import { indentAt, reindent } from './indent.ts';

/** `{isOn && <Offer />}` among the children becomes `<Offer />`, or goes. */
export function foldJsxChild(fold: FileFold, node: ts.JsxExpression): Edit[] | undefined {
  const { expression, parent } = node;
  if (!expression || !(ts.isJsxElement(parent) || ts.isJsxFragment(parent))) return undefined;
  const folded = foldExpression(fold, expression);
  if (!folded) return undefined;
  const isNothing = /^(true|false|null|undefined)$/.test(folded.text);
  if (isNothing && effectsOf(fold, expression).length === 0) return [removeChild(fold.source, node)];
  const markup = folded.top && markupIn(folded.top);
  if (!markup) return [{ start: node.getStart(), end: node.end, text: `{${folded.text}}` }];
  const inner = ts.isParenthesizedExpression(folded.top as ts.Node) ? fold.render(markup) : folded.text;
  const indent = indentAt(fold.source, node.getStart());
  const text = reindent(indentAt(fold.source, markup.getStart()) + inner, indent).slice(indent.length);
  return [{ start: node.getStart(), end: node.end, text }];
}

function markupIn(node: ts.Node): ts.Node | undefined {
  if (ts.isParenthesizedExpression(node)) return markupIn(node.expression);
  return ts.isJsxElement(node) || ts.isJsxFragment(node) || ts.isJsxSelfClosingElement(node) ? node : undefined;
}

function removeChild(source: string, node: ts.JsxExpression): Edit {
  const start = node.getStart();
  const blanks = /\n[ \t]*$/.exec(source.slice(0, start));
  const isAlone = blanks && /^[ \t]*\n/.test(source.slice(node.end));
  return { start: isAlone ? start - blanks[0].length : start, end: node.end, text: '' };
}
