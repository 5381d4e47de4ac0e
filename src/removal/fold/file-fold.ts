import { ts } from 'ts-morph';
import { applyEdits, type Edit } from './edit.ts';
import type { Evaluator } from './evaluator.ts';
import { type Folded, foldExpression, wrapFor } from './fold-expression.ts';
import { foldJsxChild } from './fold-jsx.ts';
import { foldMembers } from './fold-members.ts';
import { foldElse, foldStatements } from './fold-statements.ts';
import { foldSwitch } from './fold-switch.ts';

/** Writes a file as it is once the flag is decided: what it decides is folded, everything else stays as it was written. */
export class FileFold {
  readonly evaluator: Evaluator;
  readonly source: string;

  constructor(evaluator: Evaluator, file: ts.SourceFile) {
    this.evaluator = evaluator;
    this.source = file.text;
  }

  /** A node as it is afterwards, without the blanks and comments before it. */
  render(node: ts.Node): string {
    return this.renderRange(node.getStart(), node.end, [node]);
  }

  /** A stretch of the file as it is afterwards, of which these are the nodes. */
  renderRange(start: number, end: number, nodes: readonly ts.Node[]): string {
    const edits: Edit[] = [];
    for (const node of nodes) this.#visit(node, edits);
    return applyEdits(this.source, edits, start, end);
  }

  /** An expression afterwards, and what it then is. */
  fold(node: ts.Expression): Folded {
    return foldExpression(this, node) ?? { text: this.#renderChildren(node), top: node };
  }

  edits(node: ts.Node): Edit[] {
    const edits: Edit[] = [];
    this.#visit(node, edits);
    return edits;
  }

  #renderChildren(node: ts.Node): string {
    const edits: Edit[] = [];
    ts.forEachChild(node, (child) => this.#visit(child, edits));
    return applyEdits(this.source, [...this.#listEdits(node), ...edits], node.getStart(), node.end);
  }

  #visit(node: ts.Node, edits: Edit[]): void {
    const replaced = this.#replace(node);
    if (replaced) {
      edits.push(...replaced);
      return;
    }
    edits.push(...this.#listEdits(node));
    ts.forEachChild(node, (child) => this.#visit(child, edits));
  }

  /** What takes the whole node's place. */
  #replace(node: ts.Node): Edit[] | undefined {
    if (ts.isTypeNode(node)) return [];
    if (ts.isJsxExpression(node)) return foldJsxChild(this, node);
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) {
      return foldStatements(this, node);
    }
    if (ts.isSwitchStatement(node)) return foldSwitch(this, node);
    if (ts.isIfStatement(node)) return foldElse(this, node);
    if (!ts.isExpression(node)) return undefined;
    const folded = foldExpression(this, node);
    return folded && [{ start: node.getStart(), end: node.end, text: wrapFor(node, folded) }];
  }

  /** What goes from among its parts. */
  #listEdits(node: ts.Node): Edit[] {
    return foldMembers(this, node);
  }
}
