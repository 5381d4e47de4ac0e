/** What JSON makes of a value: times become text. */
export type OnTheWire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly OnTheWire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: OnTheWire<T[Key]> }
      : T;
