import { createPool } from '#kit/postgres/pool.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { buildPortal } from '#portal/build-portal.ts';
import { readPortalConfig } from '#portal/config.ts';
import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { buildSaas } from '#saas/build-saas.ts';
import { readSaasConfig } from '#saas/config.ts';
import { freePort } from '../../dev/free-port.ts';
import { fillBoth } from '../comparisons/support/fill-both.ts';
import { makeTokens, send } from '../support/test-portal.ts';
import type { Campaign, CampaignContext } from './campaign.ts';
import { createSaasDatabase } from './support/create-saas-database.ts';

/** Old and new answers of a whole population, compared without traffic. */
export const differences: Campaign = {
  name: 'differences',
  about: 'every difference between the old queries and the rules has a name',
  whole: 100_000,
  short: 2_000,
  run: async (context) => {
    await using stack = new AsyncDisposableStack();
    const { saas, portal, token } = await startBoth(context, stack);
    const headers = { authorization: `Bearer ${token}` };
    const { run } = (await send(`${portal}/api/v1/comparisons/runs`, 'POST', { headers, body: {} })).body;
    const compare = `${saas}/api/v4/internal/eligibility_comparisons`;
    for (let after = 0; ; ) {
      const part = await send(compare, 'POST', { headers, body: { run_id: run.id, after, limit: 1_000 } });
      if (part.status !== 200) throw new Error(part.text);
      if (part.body.is_done) break;
      after = part.body.until_id;
      context.onProgress(after, context.size);
    }
    const report = await send(`${portal}/api/v1/comparisons/report?run_id=${run.id}`, 'GET', { headers });
    judge(report.body, context.size);
  },
};

function judge({ differences: found, strata, outcomes }: ComparisonReportOnWire, size: number): void {
  const compared = strata.reduce((sum, { checked }) => sum + checked, 0);
  if (compared < size * 0.9) throw new Error(`only ${compared} of ${size} were compared: ${JSON.stringify(outcomes)}`);
  if (found.length < 8) throw new Error(`only ${found.length} kinds of differences: the population shows too little`);
  const unnamed = found.filter(({ sentence }) => sentence === null);
  if (unnamed.length > 0) throw new Error(`without a name: ${JSON.stringify(unnamed)}`);
}

async function startBoth({ databaseUrl, size, seed }: CampaignContext, stack: AsyncDisposableStack) {
  const saasDatabase = await createSaasDatabase(databaseUrl, stack);
  const open = (connectionString: string) =>
    createPool({ connectionString, applicationName: 'campaign', statementTimeout: 600_000, onError: () => {} });
  const [saasPool, portalPool] = [open(saasDatabase), open(databaseUrl)];
  stack.defer(() => saasPool.end());
  stack.defer(() => portalPool.end());
  await fillBoth(saasPool, portalPool, size, seed % 1_000);
  const [portalPort, saasPort] = [await freePort(), await freePort()];
  const urls = { PORTAL_URL: `http://127.0.0.1:${portalPort}`, SAAS_URL: `http://127.0.0.1:${saasPort}` };
  const quiet = { LOG_LEVEL: 'silent', PORTAL_PORT: String(portalPort), PORTAL_DATABASE_URL: databaseUrl };
  const portal = await buildPortal(readPortalConfig({ ...urls, ...quiet }));
  stack.defer(portal.stop);
  await portal.start();
  const saas = buildSaas(readSaasConfig({ ...urls, SAAS_PORT: String(saasPort), SAAS_DATABASE_URL: saasDatabase }), {
    logger: createLogger('saas', 'silent'),
  });
  stack.defer(saas.stop);
  await saas.start();
  return { portal: urls.PORTAL_URL, saas: urls.SAAS_URL, token: (await makeTokens(portalPool)).operator };
}
