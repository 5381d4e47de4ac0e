import {
  endMessage,
  extendMessage,
  isTrialPlan,
  purchaseMessage,
  startMessage,
  trialAddOnMessage,
} from '#domain/provisioning/messages.ts';
import type {
  ProvisionedNamespace,
  ProvisionedTrial,
  SaasSubscription,
} from '#domain/provisioning/provisioned-subject.ts';
import type { WantedSubscription } from '#domain/provisioning/wanted-subscription.ts';
import type { Delivery } from './delivery.ts';
import { updateKept, updateLanded, updateSettled } from './provisioning-store.ts';

/** Brings a running trial to saas: its start, or the new end of one that saas knows. */
export async function provisionRunningTrial(delivery: Delivery, trial: ProvisionedTrial): Promise<void> {
  const { progress } = trial;
  if (progress.state === 'undeliverable') return;
  const subject = delivery.subject('trial', trial.id);
  const started = progress.landed === 'started';
  if (started && progress.landedEndsOn === trial.endsOn) return;
  await delivery.attempt(subject, async () => {
    if (started) await delivery.sendSubscription(extendMessage(trial));
    else await delivery.sendSubscription(startMessage(trial, await keepSubscription(delivery, trial)));
    if (trial.addOn) await delivery.sendAddOn(trialAddOnMessage(trial.addOn, trial, trial.endsOn));
    await updateLanded(delivery.database, subject, { landed: 'started', endsOn: trial.endsOn, dueOn: trial.endsOn });
  });
}

/**
 * What to return to when the trial is over, read before the first message and kept with the trial: a later attempt would
 * read our own trial plan. Where another trial of ours is still in place, what that one kept is what there was.
 */
async function keepSubscription(delivery: Delivery, trial: ProvisionedTrial): Promise<SaasSubscription | null> {
  if (trial.progress.kept && trial.progress.landed === 'nothing') return trial.progress.kept;
  const current = (await delivery.subscription()) ?? null;
  const kept = isTrialPlan(current?.planCode ?? null) ? keptBefore(delivery.namespace, trial, current) : current;
  const toKeep = kept ?? { planCode: null, startDate: null, endDate: null };
  await updateKept(delivery.database, trial.id, toKeep);
  return toKeep;
}

function keptBefore(namespace: ProvisionedNamespace, trial: ProvisionedTrial, current: SaasSubscription | null) {
  const before = namespace.trials.findLast((one) => one.id !== trial.id && one.progress.kept !== null);
  if (before) return before.progress.kept;
  const paid = current?.planCode === 'ultimate_trial_paid_customer';
  return { planCode: paid ? 'premium' : 'free', startDate: null, endDate: null };
}

/** Trials that are over and of which saas has not been told. */
export function endedTrials({ trials, today }: ProvisionedNamespace): ProvisionedTrial[] {
  return trials.filter(
    ({ voided, endsOn, progress }) =>
      (voided || endsOn <= today) && progress.dueOn !== null && progress.state !== 'undeliverable',
  );
}

/** Another trial of ours, or paid Ultimate, is in place: nothing has to be sent for the ended ones. */
export async function settleEndedTrials(delivery: Delivery, ended: readonly ProvisionedTrial[]): Promise<void> {
  for (const { id } of ended) {
    await updateLanded(delivery.database, delivery.subject('trial', id), {
      landed: 'ended',
      endsOn: null,
      dueOn: null,
    });
  }
}

/**
 * Ends trials in saas: reads the subscription first and leaves alone what is no longer our trial plan; otherwise sends
 * what the purchases say now, what was kept only where they say nothing.
 */
export async function endTrials(
  delivery: Delivery,
  ended: readonly ProvisionedTrial[],
  wanted: WantedSubscription,
): Promise<void> {
  const attempted = ended.filter(({ progress }) => progress.landed === 'started' || progress.attempts > 0);
  for (const trial of ended) {
    if (!attempted.includes(trial)) await updateSettled(delivery.database, delivery.subject('trial', trial.id));
  }
  const last = attempted.at(-1);
  if (!last) return;
  await delivery.attempt(delivery.subject('trial', last.id), async () => {
    const current = await delivery.subscription();
    if (isTrialPlan(current?.planCode ?? null)) {
      const bought = wanted?.kind === 'purchase' ? wanted.purchase : undefined;
      await delivery.sendSubscription(bought ? purchaseMessage(bought) : endMessage(last, last.progress.kept));
    }
    await endAddOnEarly(delivery, last);
    await settleEndedTrials(delivery, attempted);
  });
}

/** An add-on expires by itself on the day that saas was told; only one that ends before that day needs a word. */
async function endAddOnEarly(delivery: Delivery, trial: ProvisionedTrial): Promise<void> {
  const { today } = delivery.namespace;
  const told = trial.progress.landedEndsOn;
  if (!trial.addOn || told === null || told <= today) return;
  await delivery.sendAddOn(trialAddOnMessage(trial.addOn, trial, today));
}
