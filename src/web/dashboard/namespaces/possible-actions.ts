import type { Explanation } from '#portal/contract/explanation-answer.ts';
import type { ProvisioningOnWire } from '#portal/contract/provisioning-on-wire.ts';

export type Field = { readonly name: 'ends_on' | 'until'; readonly label: string; readonly isRequired: boolean };

/** Something that an operator may do here, and how it is asked of the portal. */
export type PossibleAction = {
  readonly key: string;
  readonly label: string;
  readonly explains: string;
  readonly isDangerous?: boolean;
  readonly field?: Field;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent beside the reason. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** How its preview is asked for; left out where it cannot change the answer. */
  readonly preview?: Readonly<Record<string, unknown>>;
};

/** What can be done to a namespace as it is, the likeliest first. */
export function possibleActions(
  explanation: Explanation,
  provisionings: readonly ProvisioningOnWire[],
  userId: string | undefined,
  today: string,
): PossibleAction[] {
  return [
    ...explanation.history.toReversed().flatMap((trial) => actionsOnTrial(trial, today)),
    ...allowAgain(explanation),
    ...actionsOnBlock(explanation),
    ...actionsOnApplicants(explanation, userId),
    ...provisionings.filter((one) => one.state !== 'delivered').map(resend),
    {
      key: 'invalidate',
      label: 'Have saas ask afresh',
      method: 'POST',
      explains: 'Empties what saas has cached of this namespace, in every process.',
      path: `/namespaces/${explanation.namespace_id}/invalidate`,
    },
  ];
}

type Trial = Explanation['history'][number];

function actionsOnTrial(trial: Trial, today: string): PossibleAction[] {
  const of = (action: string, label: string, explains: string, more: Partial<PossibleAction> = {}): PossibleAction => ({
    key: `${action} ${trial.id}`,
    label: `${label} trial ${trial.id}`,
    explains,
    method: 'POST',
    path: `/trials/${trial.id}/${action}`,
    preview: { action, trial_id: trial.id },
    ...more,
  });
  if (trial.voided_at) return [of('unvoid', 'Take back the voiding of', 'The trial counts again.')];
  const isRunning = trial.ends_on > today;
  const endsOn = { name: 'ends_on', label: 'Its new last day is the day before', isRequired: true } as const;
  const voiding = of('void', 'Void', 'Declares it as never had: it ends, and the type may be started again.', {
    isDangerous: true,
  });
  if (!isRunning) return [voiding];
  return [
    of('extend', 'Extend', `It runs until ${trial.ends_on}. Only a later day is possible.`, { field: endsOn }),
    of('end_early', 'End', 'It ends today, and counts as used.', { isDangerous: true }),
    voiding,
  ];
}

function allowAgain({ namespace_id: id, history, decisions }: Explanation): PossibleAction[] {
  const counting = history.filter((trial) => !trial.voided_at && !trial.allowed_again_at);
  return [...new Set(counting.map((trial) => trial.trial_type))].map((type) => ({
    key: `allow ${type}`,
    label: `Allow ${nameOf(type, decisions)} again`,
    method: 'POST',
    explains: 'Without denying that it was had: the history stays.',
    path: `/namespaces/${id}/allow_again`,
    body: { trial_type: type },
    preview: { action: 'allow_again', trial_type: type },
  }));
}

const nameOf = (type: string, decisions: Explanation['decisions']) =>
  decisions.find((one) => one.trial_type === type)?.name ?? type;

function actionsOnBlock({ namespace_id: id, facts }: Explanation): PossibleAction[] {
  const path = `/namespaces/${id}/block`;
  const until = { name: 'until', label: 'Blocked until (empty: without an end)', isRequired: false } as const;
  const block: PossibleAction = {
    key: 'block',
    label: facts.blocked ? 'Change the block' : 'Block',
    method: 'PUT',
    path,
    field: until,
    explains: 'No trial can be started while it is blocked. What runs goes on.',
    isDangerous: true,
    preview: { action: 'block' },
  };
  if (!facts.blocked) return [block];
  const unblock: PossibleAction = {
    key: 'unblock',
    label: 'Unblock',
    method: 'DELETE',
    path,
    explains: 'The block no longer stands against a trial.',
    preview: { action: 'unblock' },
  };
  return [unblock, block];
}

function actionsOnApplicants({ history, refusals }: Explanation, userId: string | undefined): PossibleAction[] {
  const named = userId === undefined ? [] : [Number(userId)];
  const uids = new Set([...named, ...refusals.map((one) => one.uid), ...history.flatMap((one) => one.uid ?? [])]);
  const until = { name: 'until', label: 'Exempt until (empty: without an end)', isRequired: false } as const;
  return [...uids].slice(0, 3).map((uid) => ({
    key: `exempt ${uid}`,
    label: `Exempt user ${uid}`,
    method: 'PUT',
    field: until,
    explains: 'The limit on how many trials one person may start no longer concerns them, in any namespace.',
    path: `/applicants/${uid}/exemption`,
  }));
}

function resend(one: ProvisioningOnWire): PossibleAction {
  const what = one.trial_id === null ? `purchase ${one.purchase_id}` : `trial ${one.trial_id}`;
  return {
    key: `resend ${one.id}`,
    label: `Tell saas of ${what} again`,
    method: 'POST',
    explains: `It is ${one.state} after ${one.attempts} attempts${one.last_error ? `: ${one.last_error}` : '.'}`,
    path: `/provisionings/${one.id}/resend`,
  };
}
