import { ts } from 'ts-morph';
import type { Edit } from './edit.ts';
import { effectsOf } from './effects.ts';
import type { FileFold } from './file-fold.ts';
import { foldReturn, foldTry } from './fold-answers.ts';
import { foldDeclarations } from './fold-declarations.ts';
import { foldForEach, foldWhile } from './fold-loops.ts';
import { indentAt, reindent } from './indent.ts';
import { declaredIn, namesIn } from './names-in.ts';
import { removeStatement } from './statement-range.ts';

type List = ts.SourceFile | ts.Block | ts.ModuleBlock | ts.CaseOrDefaultClause;

/** The statements of a block: branches that the flag decides are unwrapped, and what comes after an exit goes. */
export function foldStatements(fold: FileFold, list: List): Edit[] {
  const edits: Edit[] = [];
  if (ts.isCaseClause(list)) edits.push(...fold.edits(list.expression));
  const unreachable: ts.Statement[] = [];
  let left = false;
  for (const statement of list.statements) {
    if (left && !isHoisted(statement)) unreachable.push(statement);
    else {
      const folded = foldStatement(fold, statement, list);
      edits.push(...folded.edits);
      left ||= folded.leaves;
    }
  }
  return [...edits, ...removeRuns(list.statements, unreachable)];
}

/** Statements that stand one after the other go together, with the blank lines between them. */
function removeRuns(all: readonly ts.Statement[], gone: readonly ts.Statement[]): Edit[] {
  const edits: Edit[] = [];
  let first: ts.Statement | undefined;
  for (const [index, statement] of all.entries()) {
    if (!gone.includes(statement)) continue;
    first ??= statement;
    const next = all[index + 1];
    if (next && gone.includes(next)) continue;
    edits.push(removeStatement(first, statement));
    first = undefined;
  }
  return edits;
}

export type FoldedStatement = { readonly edits: Edit[]; readonly leaves: boolean };

function foldStatement(fold: FileFold, statement: ts.Statement, list: List): FoldedStatement {
  const stays = { leaves: false };
  if (ts.isIfStatement(statement)) {
    const truth = fold.evaluator.truthOf(statement.expression);
    if (truth !== undefined) return unwrapIf(fold, statement, truth, list);
    const effects = isEmptied(fold, statement) ? effectsOf(fold, statement.expression) : undefined;
    return { edits: effects ? [inPlace(fold, statement, effects, undefined)] : fold.edits(statement), ...stays };
  }
  if (ts.isExpressionStatement(statement)) return { edits: foldExpressionStatement(fold, statement), ...stays };
  if (ts.isVariableStatement(statement))
    return { edits: foldDeclarations(fold, statement) ?? fold.edits(statement), ...stays };
  if (ts.isWhileStatement(statement)) return foldWhile(fold, statement);
  if (ts.isForOfStatement(statement) || ts.isForInStatement(statement))
    return { edits: foldForEach(fold, statement), ...stays };
  if (ts.isReturnStatement(statement)) return { edits: foldReturn(fold, statement), ...stays };
  if (ts.isTryStatement(statement)) return foldTry(fold, statement);
  return { edits: fold.edits(statement), ...stays };
}

/** Whether nothing is left of the only branch. */
function isEmptied(fold: FileFold, { thenStatement, elseStatement }: ts.IfStatement): boolean {
  const [was, is] = [thenStatement.getText(), fold.render(thenStatement)];
  return elseStatement === undefined && was !== is && /^\{\s*\}$/.test(is);
}

function foldExpressionStatement(fold: FileFold, statement: ts.ExpressionStatement): Edit[] {
  const { expression } = statement;
  const isDecided =
    fold.evaluator.evaluate(expression) !== undefined || fold.evaluator.truthOf(expression) !== undefined;
  const inner = ts.isVoidExpression(expression) ? expression.expression : expression;
  const isDropped = isDecided || (inner !== expression && fold.evaluator.evaluate(inner) !== undefined);
  return isDropped ? [inPlace(fold, statement, effectsOf(fold, inner), undefined)] : fold.edits(statement);
}

/** The branch that is taken, in the place of the whole. */
function unwrapIf(fold: FileFold, statement: ts.IfStatement, truth: boolean, list: List): FoldedStatement {
  const taken = truth ? statement.thenStatement : statement.elseStatement;
  const effects = effectsOf(fold, statement.expression);
  const leaves = taken !== undefined && exits(taken);
  if (taken && ts.isIfStatement(taken)) {
    const inner = fold.evaluator.truthOf(taken.expression);
    if (inner !== undefined) {
      const { thenStatement, elseStatement } = taken;
      const last = inner ? thenStatement : elseStatement;
      const all = [...effects, ...effectsOf(fold, taken.expression)];
      return {
        edits: [inPlace(fold, statement, all, last && branchText(fold, last, list, statement))],
        leaves: last !== undefined && exits(last),
      };
    }
  }
  return { edits: [inPlace(fold, statement, effects, taken && branchText(fold, taken, list, statement))], leaves };
}

/** Effects and the text of a branch where a statement stood; nothing at all takes it away. */
export function inPlace(
  fold: FileFold,
  statement: ts.Statement,
  effects: readonly string[],
  branch: string | undefined,
): Edit {
  const indent = indentAt(fold.source, statement.getStart());
  const lines = effects.map((effect) => `${indent}${/^[[({`]|^function\b/.test(effect) ? ';' : ''}${effect};`);
  if (branch?.trim()) lines.push(reindent(branch, indent));
  if (lines.length === 0) return removeStatement(statement);
  return { start: statement.getStart(), end: statement.end, text: lines.join('\n').slice(indent.length) };
}

function branchText(fold: FileFold, taken: ts.Statement, list: List, instead: ts.Statement): string {
  const lead = indentAt(fold.source, taken.getStart());
  if (!ts.isBlock(taken)) return ts.isIfStatement(taken) ? lead + withoutElse(fold, taken) : lead + textOf(fold, taken);
  if (collides(taken, list, instead)) return lead + fold.render(taken);
  return contentOf(fold, taken);
}

function withoutElse(fold: FileFold, node: ts.IfStatement): string {
  return fold.render(node);
}

/** A statement that stood alone, without braces. */
function textOf(fold: FileFold, statement: ts.Statement): string {
  if (!ts.isExpressionStatement(statement)) return fold.render(statement);
  const isDecided = fold.evaluator.evaluate(statement.expression) !== undefined;
  return isDecided
    ? effectsOf(fold, statement.expression)
        .map((one) => `${one};`)
        .join(' ')
    : fold.render(statement);
}

/** What stands between the braces, with its comments. */
export function contentOf(fold: FileFold, block: ts.Block): string {
  const start = block.getStart() + 1;
  const text = fold.renderRange(start, block.end - 1, [block]);
  return text
    .replace(/^[ \t]*\r?\n/, '')
    .trimEnd()
    .replace(/^[ \t]+(?=\S.*$)(?!.*\n)/, (blanks) => (block.getText().includes('\n') ? blanks : ''));
}

/** Whether a name that a block declares means something else around it. */
export function collides(block: ts.Block, list: List, instead: ts.Statement): boolean {
  const declared = declaredIn(block.statements);
  if (declared.length === 0) return false;
  const around = namesIn(list.parent && isFunctionBody(list) ? list.parent : list, instead);
  return declared.some((name) => around.has(name));
}

function isFunctionBody(list: List): boolean {
  return ts.isBlock(list) && (ts.isFunctionLike(list.parent) || ts.isCatchClause(list.parent));
}

export function exits(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(exits);
  if (ts.isIfStatement(statement)) {
    return statement.elseStatement !== undefined && exits(statement.thenStatement) && exits(statement.elseStatement);
  }
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement) || ts.isBreakOrContinueStatement(statement);
}

function isHoisted(statement: ts.Statement): boolean {
  return (
    ts.isFunctionDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)
  );
}

/** An `if` that stays, or one that stands alone: its `else` may be decided, or it itself. */
export function foldElse(fold: FileFold, node: ts.IfStatement): Edit[] | undefined {
  const isListed =
    ts.isBlock(node.parent) ||
    ts.isSourceFile(node.parent) ||
    ts.isCaseOrDefaultClause(node.parent) ||
    ts.isModuleBlock(node.parent);
  const truth = fold.evaluator.truthOf(node.expression);
  if (truth !== undefined && !isListed) {
    return [{ start: node.getStart(), end: node.end, text: alone(fold, node, truth) ?? '{}' }];
  }
  const last = node.elseStatement;
  if (!last || !ts.isIfStatement(last)) return undefined;
  const inner = fold.evaluator.truthOf(last.expression);
  if (inner === undefined) return undefined;
  const text = alone(fold, last, inner);
  const edits = [...fold.edits(node.expression), ...fold.edits(node.thenStatement)];
  const kept = text === undefined ? '' : ` else ${text}`;
  return [...edits, { start: node.thenStatement.end, end: last.end, text: kept }];
}

/** The branch that is taken where one statement must stand. */
function alone(fold: FileFold, node: ts.IfStatement, truth: boolean): string | undefined {
  const taken = truth ? node.thenStatement : node.elseStatement;
  const effects = effectsOf(fold, node.expression);
  const inner = taken && ts.isIfStatement(taken) ? fold.evaluator.truthOf(taken.expression) : undefined;
  if (effects.length === 0) {
    if (!taken) return undefined;
    return inner === undefined ? fold.render(taken) : alone(fold, taken as ts.IfStatement, inner);
  }
  const indent = indentAt(fold.source, node.getStart());
  const body = taken ? reindent(ts.isBlock(taken) ? contentOf(fold, taken) : fold.render(taken), `${indent}  `) : '';
  return `{\n${effects.map((one) => `${indent}  ${one};\n`).join('')}${body ? `${body}\n` : ''}${indent}}`;
}
