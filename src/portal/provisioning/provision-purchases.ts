import { addOnPurchaseMessage, endMessage, purchaseMessage } from '#domain/provisioning/messages.ts';
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
    const subject = { kind: 'purchase', id: purchase.id } as const;
    if (purchaseRuns(purchase, today)) {
      if (landed !== 'started') await delivery.attempt(subject, () => start(delivery, purchase, wanted));
    } else if (dueOn !== null && purchase.startsOn <= today) {
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
  const { endsOn } = purchase;
  await updateLanded(
    delivery.database,
    { kind: 'purchase', id: purchase.id },
    { landed: 'started', endsOn, dueOn: endsOn },
  );
}

async function end(delivery: Delivery, purchase: ProvisionedPurchase, wanted: WantedSubscription): Promise<void> {
  if (isBaseProduct(purchase) && purchase.progress.landed === 'started') {
    if (wanted?.kind === 'purchase') await delivery.sendSubscription(purchaseMessage(wanted.purchase));
    else if (!wanted) {
      const current = await delivery.subscription();
      const planCode = String(purchaseMessage(purchase).plan_code);
      if (current?.planCode === planCode) await delivery.sendSubscription(endMessage(purchase, null));
    }
  }
  await updateLanded(
    delivery.database,
    { kind: 'purchase', id: purchase.id },
    { landed: 'ended', endsOn: null, dueOn: null },
  );
}
