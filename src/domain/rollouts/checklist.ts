import type { RolloutEvent } from './rollout-event.ts';
import type { LineState, RolloutState } from './rollout-state.ts';

export type LineKind = 'verify' | 'notify' | 'gate' | 'decision' | 'commitment' | 'attestation' | 'timer' | 'action';

/** A line of the rollout issue. One with `proves` is done by what the rollout itself does; the others by a person's words. */
export type Line = {
  readonly id: string;
  readonly kind: LineKind;
  readonly text: string;
  readonly proves?: (event: RolloutEvent, environments: readonly string[]) => string | undefined;
};

const setIn =
  (which: (environments: readonly string[]) => string | undefined, to: (state: string) => boolean) =>
  (event: RolloutEvent, environments: readonly string[]) =>
    event.kind === 'step_set' && event.name === which(environments) && to(event.to)
      ? `set to ${event.to} in ${event.name}, revision ${event.revision}`
      : undefined;

const last = (environments: readonly string[]) => environments.at(-1);
const isUsers = (state: string) => state.startsWith('users:');
const isAny = () => true;

/** The rollout issue that teams follow, line by line. */
export const LINES: readonly Line[] = [
  {
    id: 'deployed_before_production',
    kind: 'attestation',
    text: 'The changes are deployed to the non-production environments.',
  },
  { id: 'consider_announcing', kind: 'decision', text: 'Consider announcing it beforehand, and to whom.' },
  {
    id: 'enabled_before_production',
    kind: 'action',
    text: 'Enabled in the environments before production.',
    proves: setIn((environments) => environments.at(-2) ?? environments[0], isAny),
  },
  { id: 'notified_tests', kind: 'notify', text: 'Those who test are told, and where.' },
  {
    id: 'verified_before_production',
    kind: 'attestation',
    text: 'Verified there by a person; the result is written down.',
  },
  { id: 'deployed_to_production', kind: 'attestation', text: 'The changes are deployed to production.' },
  { id: 'change_management', kind: 'decision', text: 'Whether a change request is needed, with its link.' },
  {
    id: 'somebody_there',
    kind: 'commitment',
    text: 'Somebody by name is there for two hours after each step in production.',
    proves: (event) =>
      event.kind === 'presence_accepted' ? `${event.by.name}, until ${new Date(event.until).toISOString()}` : undefined,
  },
  { id: 'documentation', kind: 'attestation', text: 'The documentation is up to date.' },
  {
    id: 'announced',
    kind: 'notify',
    text: 'Time and expectation are announced to the channels of those who want to know.',
  },
  {
    id: 'staging_without_incident',
    kind: 'gate',
    text: 'It was on before production for as long as the plan says, and every gate passed.',
    proves: (event) => (event.kind === 'environment_done' ? 'verified; every gate had passed' : undefined),
  },
  {
    id: 'targeted_users',
    kind: 'action',
    text: 'Enabled for named users first.',
    proves: setIn(last, isUsers),
  },
  {
    id: 'widened',
    kind: 'action',
    text: 'Widened step by step, each by its gates.',
    proves: setIn(last, (state) => state.startsWith('percent:')),
  },
  { id: 'everybody', kind: 'action', text: 'Enabled for everybody.', proves: setIn(last, (state) => state === 'on') },
  {
    id: 'waited',
    kind: 'timer',
    text: 'A day has passed with everybody, the gates watching.',
    proves: (event) => (event.kind === 'completed' ? 'verified; every gate had passed' : undefined),
  },
  { id: 'removal_opened', kind: 'attestation', text: 'The change that removes the flag and every reference is open.' },
  {
    id: 'removal_deployed',
    kind: 'attestation',
    text: 'That change is deployed everywhere, and nobody evaluates the flag.',
  },
  { id: 'switched_off', kind: 'attestation', text: 'The flag is switched off, after the line above.' },
  { id: 'deleted', kind: 'attestation', text: 'The flag is deleted.' },
  { id: 'closed', kind: 'attestation', text: 'The issue is closed with its summary.' },
];

/** A line must not be done before these are. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  switched_off: ['removal_deployed'],
  deleted: ['switched_off'],
  closed: ['deleted'],
};

export type LineSeen = Omit<Line, 'proves'> & {
  readonly isOwn: boolean;
  readonly state: LineState['state'] | 'open';
  readonly evidence: readonly Omit<LineState, 'state'>[];
};

/** Every line with who, when, what and result. */
export function checkLines(
  state: RolloutState,
  events: readonly RolloutEvent[],
  environments: readonly string[],
): LineSeen[] {
  return LINES.map(({ proves, ...line }) => {
    const proved = events.flatMap((event) => {
      const text = proves?.(event, environments);
      return text === undefined ? [] : [{ text, by: event.by.name, at: event.at }];
    });
    const said = state.lines[line.id];
    const evidence = said ? [...proved, { text: said.text, by: said.by, at: said.at }] : proved;
    const reached = said?.state ?? (proved.length > 0 ? 'done' : 'open');
    return { ...line, isOwn: proves !== undefined, state: reached, evidence };
  });
}

/** Which lines have to be done before one; none where it may be done now. */
export function linesBefore(id: string, lines: readonly LineSeen[]): string[] {
  return (AFTER[id] ?? []).filter((before) => lines.find((line) => line.id === before)?.state === 'open');
}
