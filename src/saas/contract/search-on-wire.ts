/** A namespace that a search has found, as saas has it. */
export type FoundNamespaceOnWire = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly plan: string | null;
};

/** A person that a search has found; their address is not told, because whoever asks has it. */
export type FoundPersonOnWire = {
  readonly id: number;
  readonly username: string | null;
  readonly name: string | null;
  /** Top-level groups that they own directly. */
  readonly owns: readonly FoundNamespaceOnWire[];
};

export type SearchAnswer = {
  readonly success: true;
  readonly namespaces: readonly FoundNamespaceOnWire[];
  readonly people: readonly FoundPersonOnWire[];
};
