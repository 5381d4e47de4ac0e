import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { COMPARISONS_PATH } from '#sdk/contract.ts';
import { listSamplesSchema, readReportSchema, reportSchema } from '../contract/comparison-schemas.ts';
import { insertReport, listSamples } from './comparison-store.ts';
import { reportComparisons } from './report-comparisons.ts';
import { updateRunProgress } from './run-store.ts';

/** How old and new answers compare: told by products, read by people. */
export function registerComparisonRoutes(app: Server, database: Pool): void {
  const told = { config: { access: 'operator', gitlab: true }, schema: reportSchema, bodyLimit: 4_194_304 } as const;
  app.post(COMPARISONS_PATH, told, async ({ body }, reply) => {
    const { id, ...report } = body;
    const taken = await inTransaction(database, async (connection) => {
      const isNew = await insertReport(connection, id, report);
      if (isNew && report.run_id !== undefined) {
        const compared = report.counts.reduce((total, { n }) => total + n, 0);
        await updateRunProgress(connection, report.run_id, report.until_id ?? 0, compared);
      }
      return isNew;
    });
    return reply.code(taken ? 201 : 200).send({ success: true });
  });

  const read = { config: { access: 'viewer' }, schema: readReportSchema } as const;
  app.get('/api/v1/comparisons/report', read, async ({ query }) =>
    reportComparisons(database, { ...query, runId: query.run_id }),
  );

  const samples = { config: { access: 'viewer' }, schema: listSamplesSchema } as const;
  app.get('/api/v1/comparisons/samples', samples, async ({ query }) => ({
    success: true,
    samples: await listSamples(database, query, query, query.limit),
  }));
}
