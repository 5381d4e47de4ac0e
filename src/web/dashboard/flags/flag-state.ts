/** A flag's state in one environment, as a form shows it. */
export type FlagChoice = {
  readonly kind: 'off' | 'on' | 'some';
  readonly percent: number;
  /** Ids of users, separated by commas. */
  readonly users: string;
};

/** Reads a state as the portal writes it: `off`, `on`, `users:7,8`, `percent:25`, `percent:25+users:7,8`. */
export function readChoice(state: string): FlagChoice {
  if (state === 'on' || state === 'off') return { kind: state, percent: 0, users: '' };
  const percent = /percent:(\d+)/.exec(state)?.[1];
  return { kind: 'some', percent: Number(percent ?? 0), users: /users:([\d,]+)/.exec(state)?.[1] ?? '' };
}

export function writeChoice({ kind, percent, users }: FlagChoice): string {
  if (kind !== 'some') return kind;
  const named = users.replaceAll(/\s+/g, '');
  if (named === '') return `percent:${percent}`;
  return percent === 0 ? `users:${named}` : `percent:${percent}+users:${named}`;
}

/** For whom it is on, in words. */
export function sayState(state: string): string {
  const { kind, percent, users } = readChoice(state);
  if (kind === 'on') return 'On for everybody';
  if (kind === 'off') return 'Off';
  const count = users === '' ? 0 : users.split(',').length;
  const named = count === 0 ? '' : count === 1 ? `user ${users}` : `${count} named users`;
  return `On for ${[percent > 0 || count === 0 ? `${percent} %` : '', named].filter(Boolean).join(' and ')}`;
}
