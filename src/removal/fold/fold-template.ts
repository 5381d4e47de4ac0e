import { ts } from 'ts-morph';
import { literalOf } from '../references/literal-of.ts';
import type { FileFold } from './file-fold.ts';
import type { Folded } from './fold-expression.ts';

/** What the flag decides between is written into the text itself. */
export function foldTemplate(fold: FileFold, node: ts.TemplateExpression): Folded | undefined {
  let changed = false;
  let text = node.head.getText().slice(0, -2);
  for (const { expression, literal } of node.templateSpans) {
    const known = fold.evaluator.evaluate(expression);
    const taken = ts.isConditionalExpression(expression) && known ? known : undefined;
    const value =
      taken ??
      (known?.kind === 'constant' && !literalOf(expression) && typeof known.value !== 'string' ? known : undefined);
    changed ||= value !== undefined;
    text += value?.kind === 'constant' ? escapeForTemplate(String(value.value)) : `\${${fold.render(expression)}}`;
    text += literal
      .getText()
      .replace(/^\}/, '')
      .replace(/(\$\{|`)$/, '');
  }
  return changed ? { text: `${text}\``, top: undefined } : undefined;
}

function escapeForTemplate(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}
