import { addOnPurchaseMessage, endMessage, purchaseMessage, startMessage } from '#domain/provisioning/messages.ts';
import type { ProvisionedPurchase } from '#domain/provisioning/provisioned-subject.ts';
import { isBaseProduct, purchaseRuns, type WantedSubscription } from '#domain/provisioning/wanted-subscription.ts';
import type { Delivery } from './delivery.ts';
import { updateLanded } from './provisioning-store.ts';

/** Brings the purchases of a namespace to saas: what is active and not told yet, and what is over. */
export async function provisionPurchases(delivery: Delivery, wanted: WantedSubscription): Promise<void> {
  const { today, purchases } = delivery.namespace;
  for (const purchase of purchases) {
    const { state, landed, dueOn } = purchase.progress;
    if (state === 'undeliverable') continue;
    const subject = delivery.subject('purchase', purchase.id);
    if (purchaseRuns(purchase, today)) {
      if (landed !== 'started') await delivery.attempt(subject, () => start(delivery, purchase, wanted));
    } else if (dueOn !== null && (purchase.startsOn <= today || landed === 'started')) {
      await delivery.attempt(subject, () => end(delivery, purchase, wanted));
    }
  }
}

async function start(delivery: Delivery, purchase: ProvisionedPurchase, wanted: WantedSubscription): Promise<void> {
  if (!isBaseProduct(purchase)) await delivery.sendAddOn(addOnPurchaseMessage(purchase));
  // What a trial or a greater purchase covers is not sent now; it is what remains when that one is over.
  else if (wanted?.kind === 'purchase' && wanted.purchase.id === purchase.id) {
    await delivery.sendSubscription(purchaseMessage(purchase));
  }
  const { endsOn, progress } = purchase;
  const landed = { landed: 'started', endsOn, dueOn: endsOn, revision: progress.revision } as const;
  await updateLanded(delivery.database, delivery.subject('purchase', purchase.id), landed);
}

async function end(delivery: Delivery, purchase: ProvisionedPurchase, wanted: WantedSubscription): Promise<void> {
  const { progress, startsOn } = purchase;
  const { today } = delivery.namespace;
  if (progress.landed === 'started') {
    if (isBaseProduct(purchase)) await endSubscription(delivery, purchase, wanted);
    else await endAddOnEarly(delivery, purchase);
  }
  // One that was moved into the future begins again on its day.
  const dueOn = startsOn > today ? startsOn : null;
  const landed = { landed: 'ended', endsOn: null, dueOn, revision: progress.revision } as const;
  await updateLanded(delivery.database, delivery.subject('purchase', purchase.id), landed);
}

/** What remains is what else was bought, or the trial that ran beside it; where there is nothing, the plan is free. */
async function endSubscription(
  delivery: Delivery,
  purchase: ProvisionedPurchase,
  wanted: WantedSubscription,
): Promise<void> {
  if (wanted?.kind === 'purchase') return delivery.sendSubscription(purchaseMessage(wanted.purchase));
  const current = await delivery.subscription();
  if (current?.planCode !== purchaseMessage(purchase).plan_code) return;
  const trial = wanted?.trial;
  await delivery.sendSubscription(trial ? startMessage(trial, trial.progress.kept) : endMessage(purchase, null));
}

/** An add-on expires by itself on the day that saas was told; only one that ends before that day needs a word. */
async function endAddOnEarly(delivery: Delivery, purchase: ProvisionedPurchase): Promise<void> {
  const { today } = delivery.namespace;
  const told = purchase.progress.landedEndsOn;
  if (told !== null && told <= today) return;
  const startsOn = Math.min(purchase.startsOn, today);
  await delivery.sendAddOn(addOnPurchaseMessage({ ...purchase, startsOn, endsOn: today }));
}
