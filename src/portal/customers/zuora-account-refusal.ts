import type { FastifyRequest } from 'fastify';
import { findAccountByZuoraId } from '#billing/accounts/account-store.ts';
import { followZuoraAccount } from '#billing/zuora/ended-account-store.ts';
import type { ZuoraClient } from '#billing/zuora/zuora-client.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { readZuoraAccountField } from '../contract/zuora-account-field.ts';

// An operator waits so long for Zuora's word; without it the job that reads accounts finds out.
const PATIENCE = 1_500;

/** Reads the account of a body. What is refused is logged, so that somebody can look for it. */
export function readZuoraAccountOf(request: FastifyRequest, value: unknown): string | null | undefined {
  try {
    return readZuoraAccountField(value);
  } catch (error) {
    const shown = typeof value === 'string' ? value.slice(0, 64).toWellFormed() : typeof value;
    request.log.warn({ zuora_account_id: shown, refused: 'invalid_request' }, 'Zuora account refused');
    throw error;
  }
}

/**
 * Refuses an account that a person has mistyped: one that has ended, or that Zuora does not know. Customers' own updates
 * never come here, because they wait for nobody.
 */
export async function assertAccountKnown(
  request: FastifyRequest,
  database: Pool,
  zuora: ZuoraClient | undefined,
  zuoraAccountId: string,
): Promise<void> {
  const problem = await findProblem(database, zuora, zuoraAccountId);
  if (problem === undefined) return;
  request.log.warn({ zuora_account_id: zuoraAccountId, refused: problem.code }, 'Zuora account refused');
  throw new BadRequest(problem.sentence, { code: problem.code, attributes: { zuora_account_id: [problem.short] } });
}

async function findProblem(database: Pool, zuora: ZuoraClient | undefined, id: string) {
  const { deleted } = await followZuoraAccount(database, id);
  if (deleted !== undefined) {
    return { code: 'zuora_account_ended', sentence: `Zuora has deleted the account ${deleted}.`, short: 'was deleted' };
  }
  const kept = await findAccountByZuoraId(database, id);
  if (kept?.zuoraState === 'read' || !zuora) return undefined;
  const known = await isKnown(zuora, id);
  const sentence = `Zuora knows no account ${id}; look for its id in Zuora.`;
  return known ? undefined : { code: 'zuora_account_unknown', sentence, short: 'is not known to Zuora' };
}

/** True too where Zuora does not answer in time. */
async function isKnown(zuora: ZuoraClient, id: string): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), PATIENCE);
  });
  const asked = zuora.findAccount(id).then(
    (account) => account !== undefined,
    () => true,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
