/** What the processes tell each other through the store. Times are milliseconds of the store's clock. */
export type SharedState = {
  /** The newest epoch of the portal and its newest rule set, as far as the feed reader knows. */
  readonly epoch: number;
  readonly ruleSet: number;
  /** Entries of another generation are soft. */
  readonly generation: string;
  /** Until then, entries of other generations are not even served stale: their times cannot be trusted. */
  readonly distrustedUntil: number;
  /** The portal's commits up to this time are in this store; `none`: the portal has no feed; undefined: not known. */
  readonly confirmed: number | 'none' | undefined;
  /** When the feed reader was last there; undefined: never. */
  readonly beat: number | undefined;
  /** Which masters the feed reader wrote to. */
  readonly masters: string;
  /** The trial types and their codes, as JSON, for a process that starts while the portal is away. */
  readonly types: string;
};

export const NO_STATE: SharedState = {
  epoch: 0,
  ruleSet: 0,
  generation: '0',
  distrustedUntil: 0,
  confirmed: undefined,
  beat: undefined,
  masters: '',
  types: '',
};

/** Reads the fields of the store's hash; what is missing or makes no sense counts as not known. */
export function readSharedState(fields: Readonly<Record<string, string>>): SharedState {
  const confirmed = fields.confirmed === 'none' ? 'none' : readNumber(fields.confirmed);
  return {
    epoch: readNumber(fields.epoch) ?? 0,
    ruleSet: readNumber(fields.rule_set) ?? 0,
    generation: fields.generation ?? NO_STATE.generation,
    distrustedUntil: readNumber(fields.distrusted) ?? 0,
    confirmed,
    beat: readNumber(fields.beat),
    masters: fields.masters ?? '',
    types: fields.types ?? '',
  };
}

/** The fields of the hash, for those that are given. */
export function writeSharedState(state: Partial<SharedState>): Record<string, string> {
  const fields: Record<string, string | number | undefined> = {
    epoch: state.epoch,
    rule_set: state.ruleSet,
    generation: state.generation,
    distrusted: state.distrustedUntil,
    confirmed: state.confirmed,
    beat: state.beat,
    masters: state.masters,
    types: state.types,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
