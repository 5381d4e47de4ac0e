export type Constant = string | number | boolean | null | undefined;

/** What an expression is once the flag is decided. Only what follows from the flag is known. */
export type Known =
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'promise'; readonly of: Known }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Known | undefined> }
  | { readonly kind: 'tuple'; readonly elements: readonly (Known | undefined)[] };

export function constant(value: Constant): Known {
  return { kind: 'constant', value };
}

/** As `async` makes it: a promise of a promise is a promise. */
export function promiseOf(known: Known): Known {
  return known.kind === 'promise' ? known : { kind: 'promise', of: known };
}

export function sameKnown(one: Known | undefined, other: Known | undefined): boolean {
  return one?.kind === 'constant' && other?.kind === 'constant' && one.value === other.value;
}

/** How it is written in code; undefined where it has no short form. */
export function writeKnown(known: Known): string | undefined {
  if (known.kind === 'promise') {
    const inner = writeKnown(known.of);
    return inner === undefined ? undefined : `Promise.resolve(${inner})`;
  }
  if (known.kind !== 'constant') return undefined;
  if (typeof known.value === 'string') return `'${known.value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
  return String(known.value);
}
