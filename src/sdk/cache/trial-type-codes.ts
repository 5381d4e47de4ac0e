/** Longer ones are not used as codes, because an entry must stay short. */
const LONGEST_CODE = 6;
const CODE = /^[A-Za-z0-9_-]+$/;

/** The trial types of the portal and their short permanent codes, for entries. */
export class TrialTypeCodes {
  readonly #codeOf = new Map<string, string>();
  readonly #typeOf = new Map<string, string>();
  /** One array for all namespaces with the same answer. */
  readonly #listOf = new Map<string, readonly string[]>([['', []]]);

  /** Told of a type or a code that is not known. */
  onUnknown: () => void = () => {};

  /** Takes in types with their codes; a portal without codes (GitLab's own) gets some that follow from the names. */
  learn(types: Readonly<Record<string, { readonly code?: unknown }>>): void {
    for (const [type, { code }] of Object.entries(types)) {
      const chosen =
        typeof code === 'string' && CODE.test(code) && code.length <= LONGEST_CODE ? code : deriveCode(type);
      this.#codeOf.set(type, chosen);
      this.#typeOf.set(chosen, type);
    }
  }

  get isEmpty(): boolean {
    return this.#codeOf.size === 0;
  }

  /** `{"<type>": {"code"}}`, so that another process can learn them. */
  toJSON(): Record<string, { code: string }> {
    return Object.fromEntries([...this.#codeOf].map(([type, code]) => [type, { code }]));
  }

  /** @returns undefined when a type has no code yet: then the answer is not kept. */
  write(trialTypes: readonly string[]): string | undefined {
    let codes = '';
    for (const type of trialTypes) {
      const code = this.#codeOf.get(type);
      if (code === undefined) return this.#unknown();
      codes = codes === '' ? code : `${codes}.${code}`;
    }
    return codes;
  }

  /** @returns undefined when a code is not known: then the entry counts as absent. */
  read(codes: string): readonly string[] | undefined {
    const known = this.#listOf.get(codes);
    if (known) return known;
    const list: string[] = [];
    for (const code of codes.split('.')) {
      const type = this.#typeOf.get(code);
      if (type === undefined) return this.#unknown();
      list.push(type);
    }
    this.#listOf.set(codes, Object.freeze(list));
    return list;
  }

  #unknown(): undefined {
    this.onUnknown();
  }
}

/** Five characters that begin with an x. */
function deriveCode(type: string): string {
  let hash = 0;
  for (const character of type) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return `x${hash.toString(36).padStart(4, '0').slice(-4)}`;
}
