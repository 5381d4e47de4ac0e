import { ts } from 'ts-morph';

/** Which public methods are what they are declared as, whoever calls them: nobody can stand in for their class. */
export class OwnMethods {
  readonly #program: ts.Program;
  readonly #known = new Map<ts.Node, boolean>();
  #extended: ReadonlySet<ts.Symbol> | undefined;

  constructor(program: ts.Program) {
    this.#program = program;
  }

  /** Private members make a class one that no other object is taken for; what extends it might have a method of its own. */
  isOwn(method: ts.MethodDeclaration): boolean {
    const known = this.#known.get(method) ?? this.#judge(method);
    this.#known.set(method, known);
    return known;
  }

  #judge(method: ts.MethodDeclaration): boolean {
    const { parent: owner, name } = method;
    if (!ts.isClassLike(owner) || !ts.isIdentifier(name) || !owner.members.some(isPrivateMember)) return false;
    if (ts.getCombinedModifierFlags(method) & (ts.ModifierFlags.Static | ts.ModifierFlags.Abstract)) return false;
    const symbol = this.#symbolOf(owner);
    if (!symbol) return false;
    this.#extended ??= this.#findExtended();
    return !this.#extended.has(symbol) && !this.#isReplaced(name);
  }

  /** Whether what a method is called on is of the method's own class, and no type that others fit as well. */
  isCalledOnOwn(receiver: ts.Expression, method: ts.MethodDeclaration): boolean {
    const type = this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(receiver));
    return ts.isClassLike(method.parent) && type.symbol === this.#symbolOf(method.parent);
  }

  get #checker(): ts.TypeChecker {
    return this.#program.getTypeChecker();
  }

  #symbolOf(owner: ts.ClassLikeDeclaration): ts.Symbol | undefined {
    return this.#checker.getTypeAtLocation(owner).symbol;
  }

  get #sources(): readonly ts.SourceFile[] {
    return this.#program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  }

  #findExtended(): ReadonlySet<ts.Symbol> {
    const found = new Set<ts.Symbol>();
    const note = (node: ts.Node) => {
      const { symbol } = this.#checker.getTypeAtLocation(node);
      if (symbol) found.add(symbol);
      ts.forEachChild(node, note);
    };
    const visit = (node: ts.Node) => {
      if (ts.isHeritageClause(node) && ts.isClassLike(node.parent))
        for (const { expression } of node.types) note(expression);
      ts.forEachChild(node, visit);
    };
    for (const file of this.#sources.filter(({ text }) => /\bclass\b[^{]*\bextends\b/.test(text))) visit(file);
    return found;
  }

  /** `page.isOn = …`, `vi.spyOn(page, 'isOn')`. */
  #isReplaced(name: ts.Identifier): boolean {
    const isReplacing = (node: ts.Node): boolean => {
      if (ts.isStringLiteralLike(node)) return node.text === name.text && ts.isCallExpression(node.parent);
      const isWritten = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      if (isWritten && ts.isPropertyAccessExpression(node.left) && node.left.name.text === name.text)
        return this.#checker.getSymbolAtLocation(node.left.name)?.valueDeclaration === name.parent;
      return ts.forEachChild(node, (child) => isReplacing(child) || undefined) ?? false;
    };
    const pattern = new RegExp(`\\.${RegExp.escape(name.text)}\\s*=(?![=>])|(['"\`])${RegExp.escape(name.text)}\\1`);
    return this.#sources.some((file) => pattern.test(file.text) && isReplacing(file));
  }
}

function isPrivateMember(member: ts.ClassElement): boolean {
  if (member.name && ts.isPrivateIdentifier(member.name)) return true;
  if (ts.isConstructorDeclaration(member)) return false;
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
}
