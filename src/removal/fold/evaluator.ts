import { ts } from 'ts-morph';
import { FlagKeys } from '../references/flag-keys.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import { literalOf } from '../references/literal-of.ts';
import { valueOfBinding, valueOfVariable } from './evaluate-declaration.ts';
import { returnedBy, valueOfParameter } from './evaluate-function.ts';
import { valueOfMember } from './evaluate-member.ts';
import { FlagReads } from './flag-reads.ts';
import { constant, type Known, promiseOf } from './known.ts';
import { OwnMethods } from './own-methods.ts';

/** Finds what follows from the flag's being decided: which expressions have one value from now on. */
export class Evaluator {
  readonly checker: ts.TypeChecker;
  readonly keys: FlagKeys;
  readonly reads: FlagReads;
  readonly #methods: OwnMethods;
  readonly #known = new Map<ts.Node, Known | undefined>();
  readonly #returned = new Map<ts.Node, Known | undefined>();

  constructor(program: ts.Program, removal: FlagRemoval) {
    this.checker = program.getTypeChecker();
    this.keys = new FlagKeys(this.checker, removal.flag);
    this.reads = new FlagReads(removal, this.keys, this.checker);
    this.#methods = new OwnMethods(program);
  }

  /** The value that an expression has from now on; undefined where the flag does not decide it. */
  evaluate(node: ts.Node): Known | undefined {
    return this.remember(node, () => this.#evaluate(node));
  }

  /** Computes once; whoever asks again while it is computed, as a recursion does, hears that it is not known. */
  remember(node: ts.Node, compute: () => Known | undefined): Known | undefined {
    return rememberIn(this.#known, node, compute);
  }

  /** The same for what calling a function answers. */
  rememberReturned(made: ts.Node, compute: () => Known | undefined): Known | undefined {
    return rememberIn(this.#returned, made, compute);
  }

  /** The value, also where it was written outright: both sides of `isOn === true`. */
  valueOf(node: ts.Node): Known | undefined {
    const literal = literalOf(node);
    return this.evaluate(node) ?? (literal && constant(literal.value));
  }

  /** Whether it is truthy, which is less than to know its value: `f() && false` is not. */
  truthOf(node: ts.Expression): boolean | undefined {
    const known = this.evaluate(node);
    if (known) return known.kind === 'constant' ? Boolean(known.value) : true;
    if (ts.isParenthesizedExpression(node)) return this.truthOf(node.expression);
    if (isNot(node)) return negate(this.truthOf(node.operand));
    if (!ts.isBinaryExpression(node)) return undefined;
    const [left, right] = [this.truthOf(node.left), this.truthOf(node.right)];
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return left === false || right === false ? false : undefined;
    if (kind === ts.SyntaxKind.BarBarToken) return left === true || right === true ? true : undefined;
    return undefined;
  }

  isBoolean(node: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    return parts.every(({ flags }) => (flags & ts.TypeFlags.BooleanLike) !== 0);
  }

  #evaluate(node: ts.Node): Known | undefined {
    if (ts.isParenthesizedExpression(node) || ts.isAssertionExpression(node)) return this.evaluate(node.expression);
    if (ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) return this.evaluate(node.expression);
    if (ts.isIdentifier(node)) return this.#ofIdentifier(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return valueOfMember(this, node);
    if (ts.isCallExpression(node)) return this.#ofCall(node);
    if (ts.isAwaitExpression(node)) return unwrap(this.evaluate(node.expression));
    if (ts.isBinaryExpression(node)) return this.#ofBinary(node);
    if (ts.isConditionalExpression(node)) return this.#ofConditional(node);
    if (ts.isObjectLiteralExpression(node)) return this.#ofObject(node);
    if (ts.isArrayLiteralExpression(node)) return this.#ofArray(node);
    if (ts.isExpression(node) && isNot(node)) {
      const truth = this.truthOf(node.operand);
      return truth === undefined ? undefined : constant(!truth);
    }
    return undefined;
  }

  /** The value of what a name declares. */
  evaluateDeclared(name: ts.Identifier): Known | undefined {
    return this.#ofDeclaration(this.keys.symbolOf(name)?.valueDeclaration);
  }

  #ofIdentifier(node: ts.Identifier): Known | undefined {
    const declaration = this.keys.symbolOf(node)?.valueDeclaration;
    return declaration === node.parent ? undefined : this.#ofDeclaration(declaration);
  }

  #ofDeclaration(declaration: ts.Declaration | undefined): Known | undefined {
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration)) return valueOfVariable(this, declaration);
    if (ts.isBindingElement(declaration)) return valueOfBinding(this, declaration);
    return ts.isParameter(declaration) ? valueOfParameter(this, declaration) : undefined;
  }

  #ofCall(node: ts.CallExpression): Known | undefined {
    const answer = this.reads.answerOf(node);
    if (answer) return answer;
    const { expression: callee, arguments: given } = node;
    const [first] = given;
    const text = callee.getText();
    if (first && text === 'Boolean') {
      const truth = this.truthOf(first);
      return truth === undefined ? undefined : constant(truth);
    }
    if (first && (text === 'Promise.resolve' || text === 'Promise.all')) {
      const known = this.evaluate(first);
      return known && promiseOf(text === 'Promise.all' ? settled(known) : known);
    }
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'then' && first && ts.isArrowFunction(first)) {
      const known = this.evaluate(callee.expression)?.kind === 'promise' ? returnedBy(this, first) : undefined;
      return known && promiseOf(known);
    }
    return this.#ofFunction(callee);
  }

  #ofFunction(callee: ts.Expression): Known | undefined {
    const [receiver, name] = ts.isPropertyAccessExpression(callee)
      ? [callee.expression, callee.name]
      : [undefined, callee];
    const declaration = this.keys.symbolOf(name)?.valueDeclaration;
    const known = declaration && returnedBy(this, declaration);
    if (!known || !ts.isMethodDeclaration(declaration) || isPrivate(declaration)) return known;
    const isOwn = receiver && this.#methods.isCalledOnOwn(receiver, declaration) && this.#methods.isOwn(declaration);
    return isOwn ? known : undefined;
  }

  #ofBinary(node: ts.BinaryExpression): Known | undefined {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken:
        return this.#ofLogical(node, operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken);
      case ts.SyntaxKind.QuestionQuestionToken: {
        const known = this.evaluate(left);
        if (known?.kind !== 'constant' || (known.value !== null && known.value !== undefined)) return known;
        return this.valueOf(right);
      }
      case ts.SyntaxKind.CommaToken:
        return this.evaluate(right);
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsToken:
        return this.#compare(left, right, true);
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsToken:
        return this.#compare(left, right, false);
      default:
        return undefined;
    }
  }

  #ofLogical({ left, right }: ts.BinaryExpression, isAnd: boolean): Known | undefined {
    const first = this.evaluate(left);
    if (first) return this.truthOf(left) === isAnd ? this.valueOf(right) : first;
    // The left side is boolean: where the right one decides against it, nothing else can come out.
    const second = this.evaluate(right);
    const decides = second?.kind === 'constant' && second.value === !isAnd;
    return decides && this.isBoolean(left) ? second : undefined;
  }

  #compare(left: ts.Expression, right: ts.Expression, same: boolean): Known | undefined {
    // Nobody asks for a flag that is gone, so that no name is its name.
    if (this.#isAsked(left, right) || this.#isAsked(right, left)) return constant(!same);
    if (!this.evaluate(left) && !this.evaluate(right)) return undefined;
    const [one, other] = [this.valueOf(left), this.valueOf(right)];
    if (one?.kind !== 'constant' || other?.kind !== 'constant') return undefined;
    return constant((one.value === other.value) === same);
  }

  #isAsked(key: ts.Expression, name: ts.Expression): boolean {
    return this.keys.isKey(key) && !this.keys.isKey(name) && literalOf(name) === undefined;
  }

  #ofConditional({ condition, whenTrue, whenFalse }: ts.ConditionalExpression): Known | undefined {
    const truth = this.truthOf(condition);
    if (truth === undefined) return undefined;
    return this.valueOf(truth ? whenTrue : whenFalse);
  }

  #ofObject({ properties }: ts.ObjectLiteralExpression): Known | undefined {
    const members = new Map<string, Known | undefined>();
    for (const one of properties) {
      if (ts.isSpreadAssignment(one)) return undefined;
      const value = ts.isPropertyAssignment(one) ? this.evaluate(one.initializer) : undefined;
      const short = ts.isShorthandPropertyAssignment(one)
        ? this.checker.getShorthandAssignmentValueSymbol(one)
        : undefined;
      const declaration = short?.valueDeclaration;
      const named =
        declaration && ts.isVariableDeclaration(declaration) ? valueOfVariable(this, declaration) : undefined;
      members.set(one.name?.getText() ?? '', value ?? named);
    }
    return [...members.values()].some((known) => known) ? { kind: 'object', members } : undefined;
  }

  #ofArray({ elements }: ts.ArrayLiteralExpression): Known | undefined {
    if (elements.some(ts.isSpreadElement)) return undefined;
    const known = elements.map((one) => this.evaluate(one));
    return known.some((one) => one) ? { kind: 'tuple', elements: known } : undefined;
  }
}

function rememberIn(
  all: Map<ts.Node, Known | undefined>,
  node: ts.Node,
  compute: () => Known | undefined,
): Known | undefined {
  if (all.has(node)) return all.get(node);
  all.set(node, undefined);
  const known = compute();
  all.set(node, known);
  return known;
}

function isPrivate(method: ts.MethodDeclaration): boolean {
  return ts.isPrivateIdentifier(method.name) || (ts.getCombinedModifierFlags(method) & ts.ModifierFlags.Private) !== 0;
}

function unwrap(known: Known | undefined): Known | undefined {
  return known?.kind === 'promise' ? known.of : known;
}

function settled(known: Known): Known {
  return known.kind === 'tuple' ? { kind: 'tuple', elements: known.elements.map(unwrap) } : known;
}

function isNot(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function negate(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}
