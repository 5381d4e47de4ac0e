import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';

/**
 * Where a statement stands with what belongs to it: the comments right above and those behind it on its line, and one of
 * the blank lines around it. Comments that a blank line divides from it stay, because they are about more than it.
 * @param last of several statements in a row, the last.
 */
export function removeStatement(statement: ts.Node, last = statement): Edit {
  const text = statement.getSourceFile().text;
  const whole = wholeBlock(statement, last, text);
  if (whole) return whole;
  const [begins, ends] = [startWithComments(statement, text), endOfLine(text, last.end)];
  const lineStart = text.lastIndexOf('\n', begins - 1);
  const isAlone = lineStart < 0 ? text.slice(0, begins).trim() === '' : text.slice(lineStart, begins).trim() === '';
  if (!isAlone) return { start: begins, end: last.end, text: '' };
  let start = Math.max(lineStart, 0);
  let end = ends;
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (/\n[ \t]*$/.test(before) && /^\s*\n\s*\n|^\s*\}|^\s*$/.test(after))
    start = before.replace(/(\n[ \t]*)+$/, '').length;
  else if (/\{\s*$/.test(before) || start === 0) end += /^(\n[ \t]*)(?=\n)/.exec(after)?.[0].length ?? 0;
  if (start === 0 && text[end] === '\n') end += 1;
  return { start, end, text: '' };
}

/** Of a block in which nothing is left, the braces. */
function wholeBlock(statement: ts.Node, last: ts.Node, text: string): Edit | undefined {
  const { parent } = statement;
  if (!ts.isBlock(parent) || parent.statements[0] !== statement || parent.statements.at(-1) !== last) return undefined;
  const rest =
    text.slice(parent.getStart() + 1, startWithComments(statement, text)) +
    text.slice(endOfLine(text, last.end), parent.end - 1);
  return rest.trim() === '' ? { start: parent.getStart() + 1, end: parent.end - 1, text: '' } : undefined;
}

function startWithComments(statement: ts.Node, text: string): number {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  let start = statement.getStart();
  for (const { pos, end } of comments.toReversed()) {
    const between = text.slice(end, start);
    const lineBefore = text.slice(text.lastIndexOf('\n', pos - 1) + 1, pos);
    if (/\n[ \t]*\r?\n/.test(between) || lineBefore.trim() !== '' || text.startsWith('#!', pos)) break;
    start = pos;
  }
  return start;
}

function endOfLine(text: string, at: number): number {
  const rest = /^[ \t]*(\/\/[^\n]*|(\/\*[^\n]*?\*\/[ \t]*)*)(?=\r?\n|$)/.exec(text.slice(at, at + 2_000));
  return at + (rest?.[0].length ?? 0);
}
