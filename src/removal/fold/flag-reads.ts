import { ts } from 'ts-morph';
import { casingsOf } from '../references/casings.ts';
import type { FlagKeys } from '../references/flag-keys.ts';
import type { FlagRemoval } from '../references/flag-removal.ts';
import { literalOf } from '../references/literal-of.ts';
import type { CallShape } from '../references/removal-settings.ts';
import { constant, type Known, promiseOf } from './known.ts';

/** Recognises where code reads the flag, and says what it will have read. */
export class FlagReads {
  readonly #removal: FlagRemoval;
  readonly #keys: FlagKeys;
  readonly #checker: ts.TypeChecker;
  readonly #members: ReadonlySet<string>;
  readonly #shapes: ReadonlyMap<string, readonly CallShape[]>;

  constructor(removal: FlagRemoval, keys: FlagKeys, checker: ts.TypeChecker) {
    this.#removal = removal;
    this.#keys = keys;
    this.#checker = checker;
    this.#members = new Set(casingsOf(removal.flag));
    this.#shapes = Map.groupBy(removal.settings.calls, ({ name }) => name);
  }

  /** The shape that a call has where it is about this flag. */
  shapeOf(call: ts.CallExpression): CallShape | undefined {
    const name = nameOfCallee(call.expression);
    return this.#shapes.get(name ?? '')?.find(({ key = 0 }) => {
      const argument = call.arguments[key];
      return argument !== undefined && (this.#keys.isKey(argument) || this.#keys.isDefinition(argument));
    });
  }

  /** What a call will have answered; undefined for one that does not read the flag, or whose answer is not known. */
  answerOf(call: ts.CallExpression): Known | undefined {
    const shape = this.shapeOf(call);
    const answer = shape && this.#answer(shape, call);
    if (!answer) return undefined;
    const type = this.#checker.getTypeAtLocation(call);
    const isPromise = type.getProperty('then') !== undefined;
    return isPromise ? promiseOf(answer) : answer;
  }

  /** `features.my_flag`, for the objects that the settings name. */
  isMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
    const { objects } = this.#removal.settings;
    if (objects.length === 0 || !objects.includes(lastName(node.expression))) return false;
    if (ts.isPropertyAccessExpression(node)) return this.#members.has(node.name.text);
    return this.#keys.isKey(node.argumentExpression);
  }

  get keep(): Known {
    return constant(this.#removal.keep);
  }

  #answer({ answers = 'boolean', value }: CallShape, call: ts.CallExpression): Known | undefined {
    const { keep, variant } = this.#removal;
    if (answers === 'boolean') return constant(keep);
    if (answers === 'details') return detailsOf(keep);
    if (answers === 'variant') return variantOf(keep, variant);
    if (answers !== 'value') return undefined;
    if (keep && variant !== undefined)
      return constant(/^\d+$/.test(variant) && call.getText().includes('Number') ? Number(variant) : variant);
    const otherwise = keep ? undefined : call.arguments[value ?? 1];
    const literal = otherwise && literalOf(otherwise);
    return literal && constant(literal.value);
  }
}

function detailsOf(keep: boolean): Known {
  const rest = ['variant', 'errorCode', 'errorMessage'].map((name) => [name, constant(undefined)] as const);
  return { kind: 'object', members: new Map([['value', constant(keep)], ['reason', constant('STATIC')], ...rest]) };
}

/** As unleash-client answers: a flag that is off has the variant `disabled`. */
function variantOf(keep: boolean, variant: string | undefined): Known {
  const name = keep ? variant : 'disabled';
  const members = new Map<string, Known>([
    ['feature_enabled', constant(keep)],
    ['featureEnabled', constant(keep)],
  ]);
  if (name !== undefined) members.set('name', constant(name)).set('enabled', constant(keep));
  return { kind: 'object', members };
}

function nameOfCallee(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

function lastName(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isIdentifier(node) ? node.text : '';
}
