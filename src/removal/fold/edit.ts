import type { ts } from 'ts-morph';

/** A part of a text and what stands there afterwards. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The part of a text between two places, after the edits that lie in it. One that lies inside another is part of it. */
export function applyEdits(text: string, edits: readonly Edit[], start = 0, end = text.length): string {
  const sorted = [...edits].sort((one, other) => one.start - other.start || other.end - one.end);
  let result = '';
  let at = start;
  for (const edit of sorted) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

/** Takes elements out of a list that commas divide, each with its comma and the comments before it. */
export function removeFromList(
  elements: ts.NodeArray<ts.Node>,
  isGone: (element: ts.Node, index: number) => boolean,
): Edit[] {
  const gone = elements.map(isGone);
  const edits: Edit[] = [];
  for (let first = 0; first < elements.length; first += 1) {
    if (!gone[first]) continue;
    let next = first;
    while (gone[next]) next += 1;
    edits.push({ ...rangeOf(elements, first, next), text: '' });
    first = next;
  }
  return edits;
}

function rangeOf(elements: ts.NodeArray<ts.Node>, first: number, next: number): Omit<Edit, 'text'> {
  const [from, after, before] = [elements[first], elements[next], elements[first - 1]];
  const start = from?.getFullStart() ?? 0;
  // On one line, the first that stays stands where the first stood.
  if (from && after && first === 0 && !hasNewLine(after)) return { start: from.getStart(), end: after.getStart() };
  if (after) return { start, end: after.getFullStart() };
  if (before) return { start: before.end, end: elements[next - 1]?.end ?? 0 };
  return { start: elements[0]?.getFullStart() ?? 0, end: elements.end };
}

function hasNewLine(node: ts.Node): boolean {
  return node.getFullText().slice(0, node.getLeadingTriviaWidth()).includes('\n');
}
