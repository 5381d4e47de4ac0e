import { type RuleSet, type RuleSetBody, ruleSetAt } from '#domain/eligibility/rule-set.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { type Act, actAudited } from '../audit/act-audited.ts';
import { insertRuleSets, listLiveRuleSets, lockRuleSets } from './rule-set-store.ts';

export type RuleSetChange = {
  /** What it is about, for the audit log: `rule paid_ultimate`. */
  readonly object: string;
  /** When it takes effect; undefined is now. */
  readonly effectiveAt: Date | undefined;
  /** The changed body; @throws {BadRequest} when it cannot be changed so. */
  readonly change: (body: RuleSetBody) => RuleSetBody;
  /** The part that changes, for the audit log. */
  readonly part: (body: RuleSetBody) => unknown;
};

/**
 * Announces a changed rule set. Rule sets that were announced for later are announced again with the same change, so that
 * an urgent change neither waits for a planned one nor is undone by it.
 * @returns the number of the changed rule set.
 */
export async function changeRuleSet(database: Pool, act: Act, wanted: RuleSetChange): Promise<number> {
  const { result } = await actAudited(database, act, async (connection) => {
    await lockRuleSets(connection);
    const live = await listLiveRuleSets(connection);
    const { rows } = await connection.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const now = rows[0]?.now ?? new Date();
    const from = wanted.effectiveAt ?? now;
    if (from < now) {
      throw new BadRequest('effective_at must be in the future; leave it out for now.', {
        attributes: { effective_at: ['must be in the future'] },
      });
    }
    const base = ruleSetAt(live, from.getTime());
    if (!base) throw new Error('no rule set in force');
    const later = live.filter((one) => one.effectiveFrom > from.getTime());
    const changed = [base, ...later].map((one, place) => ({
      effectiveFrom: place === 0 ? from : new Date(one.effectiveFrom),
      body: wanted.change(bodyOf(one)),
    }));
    const [number] = await insertRuleSets(connection, changed, act.action);
    const [first] = changed;
    return {
      object: wanted.object,
      before: wanted.part(base),
      after: { rule_set: number, effective_from: from, to: first && wanted.part(first.body) },
      result: number ?? 0,
    };
  });
  return result;
}

function bodyOf({ rules, trialTypes }: RuleSet): RuleSetBody {
  return { rules, trialTypes };
}
