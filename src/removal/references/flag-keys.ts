import { ts } from 'ts-morph';
import { literalOf, withoutTypes } from './literal-of.ts';

const KEY_MEMBERS = ['name', 'key', 'flagKey', 'flag'];
const DEEPEST = 8;

/** Which expressions name the flag: by their literal type, else by what the symbol was declared as. */
export class FlagKeys {
  readonly #checker: ts.TypeChecker;
  readonly #flag: string;

  constructor(checker: ts.TypeChecker, flag: string) {
    this.#checker = checker;
    this.#flag = flag;
  }

  /** The name itself: `'my_flag'`, a constant, a member of an enum or of a constant object. */
  isKey(node: ts.Expression, depth = 0): boolean {
    const literal = literalOf(node);
    if (literal) return literal.value === this.#flag;
    if (!isNaming(node) || depth > DEEPEST) return false;
    if (literalType(this.#checker.getTypeAtLocation(node)) === this.#flag) return true;
    const value = this.#valueOf(node);
    return value !== undefined && this.isKey(value, depth + 1);
  }

  /** An object that stands for the flag, such as its definition: `{ name: 'my_flag', … }`. */
  isDefinition(node: ts.Expression, depth = 0): boolean {
    const inner = withoutTypes(node);
    if (ts.isObjectLiteralExpression(inner)) return inner.properties.some((one) => this.#isOwnName(one));
    if (!isNaming(inner) && !ts.isCallExpression(inner)) return false;
    if (depth > DEEPEST) return false;
    const type = this.#checker.getTypeAtLocation(inner);
    const names = KEY_MEMBERS.flatMap((name) => type.getProperty(name) ?? []);
    const types = names.map((name) => literalType(this.#checker.getTypeOfSymbolAtLocation(name, inner)));
    if (types.includes(this.#flag)) return true;
    if (ts.isCallExpression(inner))
      return inner.arguments.some((one) => ts.isObjectLiteralExpression(one) && this.isDefinition(one));
    const value = this.#valueOf(inner);
    return value !== undefined && this.isDefinition(value, depth + 1);
  }

  /** `name: 'my_flag'` in an object that defines it. */
  #isOwnName(member: ts.ObjectLiteralElementLike): boolean {
    if (!ts.isPropertyAssignment(member) || !KEY_MEMBERS.includes(member.name.getText())) return false;
    return literalOf(member.initializer)?.value === this.#flag;
  }

  /** What a name was declared as, once and for good. */
  #valueOf(node: ts.Expression): ts.Expression | undefined {
    const symbol = this.symbolOf(node);
    const declaration = symbol?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration)) {
      const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
      return isConst ? declaration.initializer : undefined;
    }
    if (ts.isPropertyAssignment(declaration) || ts.isEnumMember(declaration)) return declaration.initializer;
    if (!ts.isPropertyDeclaration(declaration)) return undefined;
    const readonly = ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly;
    return readonly ? declaration.initializer : undefined;
  }

  /** The symbol behind aliases, imports and re-exports. */
  symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(node);
    if (!symbol) return undefined;
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }
}

function isNaming(node: ts.Expression): boolean {
  const inner = withoutTypes(node);
  return ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
}

function literalType(type: ts.Type): string | undefined {
  return type.isStringLiteral() ? type.value : undefined;
}
