import { wantedSubscription } from '#domain/provisioning/wanted-subscription.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { CurrentRules } from '../rule-sets/current-rules.ts';
import { getRulesInForce } from '../rule-sets/get-rules-in-force.ts';
import { Delivery } from './delivery.ts';
import { provisionPurchases } from './provision-purchases.ts';
import { endedTrials, endTrials, provisionRunningTrial, settleEndedTrials } from './provision-trials.ts';
import { readProvisionedNamespace } from './provisioning-store.ts';
import type { SaasClient } from './saas-client.ts';

/**
 * Makes saas agree with the portal's records of one namespace, whatever has happened since the job was queued: it reads
 * the state when it sends, so that a late retry cannot restart what has ended.
 */
export async function provisionNamespace(
  database: Pool,
  saas: SaasClient,
  rules: CurrentRules,
  namespaceId: number,
): Promise<void> {
  const { ruleSet } = await getRulesInForce(database, rules);
  const addOns = new Map(ruleSet.trialTypes.map((one) => [one.type, one.addOn]));
  const namespace = await readProvisionedNamespace(database, namespaceId, (type) => addOns.get(type) ?? null);
  const wanted = wantedSubscription(namespace, namespace.today);
  const delivery = new Delivery(database, saas, namespace);
  const ended = endedTrials(namespace);
  if (wanted?.kind === 'trial') {
    await provisionRunningTrial(delivery, wanted.trial);
    await settleEndedTrials(delivery, ended);
  } else {
    await endTrials(delivery, ended, wanted);
  }
  await provisionPurchases(delivery, wanted);
}

/** The job behind it: one queue per namespace, payload `{ namespace_id }`. */
export function provisionNamespaceJob(database: Pool, saas: SaasClient, rules: CurrentRules): Job {
  return {
    name: 'provision_namespace',
    run: (payload) => provisionNamespace(database, saas, rules, Number(payload.namespace_id)),
  };
}
