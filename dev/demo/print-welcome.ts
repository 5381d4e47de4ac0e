import Table from 'cli-table3';
import type { PortalConfig } from '#portal/config.ts';
import { ELIGIBILITY_PATH, type EligibilityAnswer } from '#sdk/contract.ts';
import { DEMO_PASSWORD, type Demo } from './fill-demo.ts';
import type { DemoRedis } from './start-redis.ts';
import type { DemoZuora } from './start-zuora.ts';

export type Welcome = {
  readonly portalConfig: PortalConfig;
  readonly saasUrl: string;
  readonly demo: Demo;
  /** Where its data lie. */
  readonly folders: readonly string[];
  readonly tokenFile: string;
  readonly redis: DemoRedis;
  readonly zuora: DemoZuora;
};

/** Says where everything is, who there is, what the demo namespaces show, and what to try first. */
export async function printWelcome(welcome: Welcome): Promise<void> {
  const { portalConfig, saasUrl, demo, folders, tokenFile, redis, zuora } = welcome;
  const portal = `http://127.0.0.1:${portalConfig.PORTAL_PORT}`;
  const answer = await askAll(portal, portalConfig, demo);
  // Colours are for terminals.
  const style = process.stdout.isTTY ? {} : { style: { head: [], border: [] } };
  const people = new Table({ head: ['person', 'role', 'e-mail address', 'token'], ...style });
  for (const { name, role, email, token } of demo.people) people.push([name, role, email, token]);
  const namespaces = new Table({ head: ['id', 'group', 'plan', 'may start', 'shows'], ...style });
  for (const { id, name, plan, shows } of demo.namespaces) {
    namespaces.push([id, name, plan ?? 'none', answer.namespaces[id]?.join('\n') || '-', shows]);
  }
  const users = new Table({ head: ['signs in to saas as', 'password', 'shows'], ...style });
  for (const { username, password, shows } of demo.users) users.push([username, password, shows]);
  const curl = `curl -s -g -H "Authorization: Bearer $(cat ${tokenFile})" "${portal}${ELIGIBILITY_PATH}?namespace_ids[]=1&namespace_ids[]=11&include=reasons"`;
  process.stdout.write(`
Trialgate is up. Its data lie in ${folders.join(' and ')}; remove that to begin anew. Ctrl-C stops it.
${redis.sentence}
${zuora.sentence}

  portal     ${portal}        API and page: ${portal}/docs
  dashboard  ${portal}/dashboard        sign in as ${demo.people.at(-1)?.email}, password ${DEMO_PASSWORD}
  saas       ${saasUrl}        sign up for a trial: ${saasUrl}/-/trial_registrations/new, or sign in: ${saasUrl}/users/sign_in

${people}

${users}

${namespaces}

Try first, in another terminal (the admin's token is in ${tokenFile}):

  npx trialgate check 1 11 15
  npx trialgate explain 11
  npx trialgate explain 12 --at ${new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)}
  npx trialgate rules try paid_ultimate --state off
  npx trialgate flags list
  npx trialgate billing backfill && npx trialgate billing payers 15
${redis.url ? throughTheCache(redis.url) : ''}  ${curl}
`);
}

/** Not the address of somebody's own Redis, which may hold a password. */
function throughTheCache(url: string): string {
  const environment = process.env.REDIS_URL ? '' : `REDIS_URL=${url} `;
  return `  ${environment}npx trialgate check 1 2 3 --through sdk --times 2
  ${environment}npx trialgate cache get 1
`;
}

async function askAll(portal: string, config: PortalConfig, demo: Demo): Promise<EligibilityAnswer> {
  const query = demo.namespaces.map(({ id }) => `namespace_ids[]=${id}`).join('&');
  const reply = await fetch(`${portal}${ELIGIBILITY_PATH}?${query}`, {
    headers: { 'x-admin-email': config.PORTAL_ADMIN_EMAIL, 'x-admin-token': config.PORTAL_ADMIN_TOKEN },
  });
  return (await reply.json()) as EligibilityAnswer;
}
