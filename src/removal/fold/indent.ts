import { ts } from 'ts-morph';

/** The blanks that the line of a place begins with. */
export function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Moves lines from one indentation to another; the lines of a template keep theirs, because they are its value. */
export function reindent(code: string, to: string): string {
  const lines = code.split('\n');
  const from = indentOf(lines);
  if (from === to) return code;
  const kept = linesInTemplates(code);
  return lines
    .map((line, index) =>
      kept.has(index) || !line.startsWith(from) || line.trim() === '' ? line : to + line.slice(from.length),
    )
    .join('\n');
}

function indentOf(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return /^[ \t]*/.exec(first)?.[0] ?? '';
}

function linesInTemplates(code: string): Set<number> {
  const file = ts.createSourceFile('part.tsx', code, ts.ScriptTarget.ESNext, true);
  const kept = new Set<number>();
  const visit = (node: ts.Node) => {
    if (ts.isTemplateLiteralToken(node)) {
      const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const last = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = first + 1; line <= last; line += 1) kept.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return kept;
}
