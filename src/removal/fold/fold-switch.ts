import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { breaksOut } from './fold-loops.ts';
import { exits } from './fold-statements.ts';
import { indentAt, reindent } from './indent.ts';
import { declaredIn, namesIn } from './names-in.ts';
import { removeStatement } from './statement-range.ts';

/** A switch over what the flag decides becomes what it leads to; cases that cannot come go from any other. */
export function foldSwitch(fold: FileFold, node: ts.SwitchStatement): Edit[] | undefined {
  const clauses = node.caseBlock.clauses;
  const subject = fold.evaluator.valueOf(node.expression);
  const asked =
    fold.evaluator.evaluate(node.expression) ??
    (clauses.some((one) => ts.isCaseClause(one) && fold.evaluator.evaluate(one.expression)) ? subject : undefined);
  if (asked?.kind !== 'constant') return undefined;
  const matches = clauses.map((clause) => matchOf(fold, clause, asked.value));
  if (matches.includes(undefined)) return dropCases(fold, node, matches);
  const first = matches.indexOf(true);
  const start = first >= 0 ? first : clauses.findIndex(ts.isDefaultClause);
  const effects = effectsOf(fold, node.expression);
  const body = start < 0 ? [] : bodyFrom(clauses.slice(start));
  if (!body) return keepOnly(fold, node, start);
  const lines = [...effects.map((one) => `${one};`), ...linesOf(fold, node, body)];
  if (lines.length === 0) return [removeStatement(node)];
  const indent = indentAt(fold.source, node.getStart());
  return [
    {
      start: node.getStart(),
      end: node.end,
      text: lines
        .map((line) => reindent(line, indent))
        .join('\n')
        .replace(/^[ \t]+/, ''),
    },
  ];
}

/** A `break` within something else needs its switch: only the case that comes is left in it. */
function keepOnly(fold: FileFold, node: ts.SwitchStatement, start: number): Edit[] {
  const clauses = node.caseBlock.clauses;
  const end = clauses.findIndex((clause, index) => index >= start && clause.statements.some(exits));
  return [
    ...fold.edits(node.expression),
    ...clauses.flatMap((clause, index) => {
      if (index < start || (end >= 0 && index > end)) return [removeStatement(clause)];
      return index === start ? asDefault(fold, clause) : fold.edits(clause);
    }),
  ];
}

/** Whether a case is the one; undefined where that is open. The default is never it by itself. */
function matchOf(fold: FileFold, clause: ts.CaseOrDefaultClause, value: unknown): boolean | undefined {
  if (ts.isDefaultClause(clause)) return false;
  const known = fold.evaluator.valueOf(clause.expression);
  return known?.kind === 'constant' ? known.value === value : undefined;
}

/** What runs from a case on; undefined where a `break` within something else decides that. */
function bodyFrom(clauses: readonly ts.CaseOrDefaultClause[]): ts.Statement[] | undefined {
  const body: ts.Statement[] = [];
  for (const { statements } of clauses) {
    const only = statements[0];
    for (const statement of statements.length === 1 && only && ts.isBlock(only) && !hasCollision(only)
      ? only.statements
      : statements) {
      if (ts.isBreakStatement(statement) && !statement.label) return body;
      if (breaksOut(statement)) return undefined;
      body.push(statement);
      if (exits(statement)) return body;
    }
  }
  return body;
}

function hasCollision(block: ts.Block): boolean {
  return declaredIn(block.statements).length > 0;
}

function linesOf(fold: FileFold, node: ts.SwitchStatement, body: readonly ts.Statement[]): string[] {
  const around = namesIn(ts.findAncestor(node, ts.isFunctionLike) ?? node.getSourceFile(), node);
  const lines = body.map((one) => {
    const lead = indentAt(fold.source, one.getStart());
    const comments = ts.getLeadingCommentRanges(fold.source, one.getFullStart()) ?? [];
    const own = comments.filter(({ pos }) => /\n[ \t]*$/.test(fold.source.slice(0, pos)));
    return [...own.map(({ pos, end }) => lead + fold.source.slice(pos, end)), lead + fold.render(one)].join('\n');
  });
  if (!declaredIn(body).some((name) => around.has(name))) return lines;
  const indent = indentAt(fold.source, node.getStart());
  return [`${indent}{\n${lines.map((line) => reindent(line, `${indent}  `)).join('\n')}\n${indent}}`];
}

/** Takes away what cannot match; what always matches is the default, after which nothing comes. */
function dropCases(fold: FileFold, node: ts.SwitchStatement, matches: readonly (boolean | undefined)[]): Edit[] {
  const clauses = node.caseBlock.clauses;
  const edits = fold.edits(node.expression);
  let reached = false;
  for (const [index, clause] of clauses.entries()) {
    const before = clauses[index - 1];
    const fallsIn = before !== undefined && !before.statements.some(exits);
    const isDecided = ts.isCaseClause(clause) && fold.evaluator.evaluate(clause.expression) !== undefined;
    const isLast = isDecided && matches[index] === true && mayBeDefault(clauses, index);
    if (!fallsIn && (reached || (isDecided && matches[index] === false))) edits.push(removeStatement(clause));
    else edits.push(...(isLast ? asDefault(fold, clause) : fold.edits(clause)));
    reached ||= isLast;
  }
  return edits;
}

function mayBeDefault(clauses: readonly ts.CaseOrDefaultClause[], index: number): boolean {
  const place = clauses.findIndex(ts.isDefaultClause);
  return place < 0 || (place > index && (clauses[index]?.statements.some(exits) ?? false));
}

function asDefault(fold: FileFold, clause: ts.CaseOrDefaultClause): Edit[] {
  const end = ts.isCaseClause(clause) ? clause.expression.end : clause.getStart();
  return [{ start: clause.getStart(), end, text: 'default' }, ...clause.statements.flatMap((one) => fold.edits(one))];
}
