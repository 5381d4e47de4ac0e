import { request } from 'undici';
import { Fault } from '#kit/errors/fault.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { findLead, updateLeadDelivered } from './lead-store.ts';

const DEADLINE = 10_000;

/**
 * Hands a lead on until it lands: whatever the receiver says but 2xx, it is tried again. Erased leads are not sent, and
 * without a `LEADS_WEBHOOK_URL` leads wait where they are.
 */
export function deliverLeadJob(database: Pool, webhookUrl: string | undefined): Job {
  return {
    name: 'deliver_lead',
    run: async (payload) => {
      const lead = await findLead(database, Number(payload.lead_id));
      if (!lead || lead.deliveredAt || webhookUrl === undefined) return;
      const reply = await request(webhookUrl, {
        method: 'POST',
        // The receiver recognises a lead that it has seen by this key.
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `lead-${lead.id}-${lead.receivedAt.getTime()}`,
        },
        body: JSON.stringify({ id: lead.id, received_at: lead.receivedAt, ...lead.details }),
        signal: AbortSignal.timeout(DEADLINE),
      }).catch((cause) => {
        throw new Fault('leads_webhook_unavailable', 'The receiver of leads does not answer.', { cause });
      });
      await reply.body.dump();
      if (reply.statusCode < 200 || reply.statusCode >= 300) {
        throw new Fault('leads_webhook_unavailable', `The receiver of leads answered ${reply.statusCode}.`);
      }
      await updateLeadDelivered(database, lead);
    },
  };
}
