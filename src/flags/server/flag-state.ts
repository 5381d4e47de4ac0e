/** What an operator has said of a flag in one environment. User ids are text, as Unleash compares them. */
export type FlagState =
  | { readonly kind: 'off' }
  | { readonly kind: 'on' }
  | { readonly kind: 'users'; readonly users: readonly string[] }
  /** So many of a hundred, and these users whichever they are. */
  | { readonly kind: 'percent'; readonly percent: number; readonly users: readonly string[] };

/** As people write it: `off`, `on`, `users:7,8`, `percent:25`, `percent:25+users:7,8`. */
export function writeFlagState(state: FlagState): string {
  if (state.kind === 'users') return `users:${state.users.join(',')}`;
  if (state.kind !== 'percent') return state.kind;
  return `percent:${state.percent}${state.users.length > 0 ? `+users:${state.users.join(',')}` : ''}`;
}
