import { Decider } from '#domain/eligibility/decider.ts';
import type { RuleSetBody } from '#domain/eligibility/rule-set.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { type LongJob, updateLongJob } from '../long-jobs/long-job-store.ts';
import type { LongJobKind } from '../long-jobs/run-long-job.ts';
import { getRule, type RuleChange, withRule } from './change-rule.ts';
import type { CurrentRules } from './current-rules.ts';
import { getRulesInForce } from './get-rules-in-force.ts';
import type { TriedStretch } from './tried-stretch.ts';
import { compareByApplications } from './try-by-applications.ts';
import { compareByFacts } from './try-by-facts.ts';
import { countNamespaces, insertTryChanges, summariseTry } from './try-store.ts';

type Cursor = { after: number; at: number; done: number };

/** Tries another state or other parameters of a rule over every known namespace, without changing anything. */
export function tryRuleKind(database: Pool, rules: CurrentRules): LongJobKind {
  return {
    kind: 'try_rule',
    run: async (job) => {
      const { code, change } = job.input as { code: string; change: RuleChange };
      const { ruleSet, at } = await getRulesInForce(database, rules);
      const body: RuleSetBody = { rules: ruleSet.rules, trialTypes: ruleSet.trialTypes };
      const cursor = (job.cursor as Cursor | null) ?? { after: 0, at, done: 0 };
      const tried = { now: new Decider(body), tried: new Decider(withRule(body, code, change)), at: cursor.at };
      await updateLongJob(database, job.id, { total: await countNamespaces(database), phase: 'deciding' });
      const compare = getRule(code).asked === 'at_application' ? compareByApplications : compareByFacts;
      await runStretches(database, job, cursor, (after) => compare(database, tried, after));
      return { rule: code, change, rule_set: ruleSet.number, ...(await summariseTry(database, job.id)) };
    },
  };
}

/** A stretch's changes and the cursor behind it are written together, so that no stop loses or repeats any. */
async function runStretches(
  database: Pool,
  job: LongJob,
  start: Cursor,
  compare: (after: number) => Promise<TriedStretch>,
): Promise<void> {
  let { after, done } = start;
  for (;;) {
    const stretch = await compare(after);
    done += stretch.seen;
    await inTransaction(database, async (connection) => {
      await insertTryChanges(connection, job.id, stretch.changes);
      const cursor = { after: stretch.last ?? after, at: start.at, done };
      await updateLongJob(connection, job.id, { cursor, done });
    });
    if (stretch.last === null) return;
    after = stretch.last;
  }
}
