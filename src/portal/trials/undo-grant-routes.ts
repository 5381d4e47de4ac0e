import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actOf } from '../audit/act-audited.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter, reason } from '../contract/parameters.ts';
import { toTrialForOperators } from '../contract/trial-on-wire.ts';
import { findGrants, undoGrants } from './undo-grants.ts';

const body = Type.Object(
  {
    rule_set: idParameter,
    from: Type.String({ format: 'date-time' }),
    to: Type.String({ format: 'date-time' }),
    dry_run: Type.Boolean({ description: 'True: only lists what would be voided. Always look first.' }),
    reason,
  },
  { additionalProperties: false },
);

/** Undoing wrong grants in bulk. */
export function registerUndoGrantRoutes(app: Server, database: Pool, onActed: () => void): void {
  const schema = {
    summary: 'Void every trial that a rule set granted within a time',
    tags: ['Trials'],
    body,
    response: failures,
  };
  app.post('/api/v1/trials/undo', { config: { access: 'admin' }, schema }, async (request) => {
    const { rule_set: ruleSet, from, to, dry_run: dryRun } = request.body;
    const grants = { ruleSet, from: new Date(from), to: new Date(to) };
    const act = actOf(request, 'grants_undone', request.body.reason);
    const trials = dryRun ? await findGrants(database, grants) : await undoGrants(database, act, grants);
    if (!dryRun) onActed();
    return { success: true, dry_run: dryRun, count: trials.length, trials: trials.map(toTrialForOperators) };
  });
}
