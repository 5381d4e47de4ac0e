import { ZuoraStandIn } from '../zuora/zuora-stand-in.ts';
import { DEMO_ACCOUNTS } from './demo-customers.ts';

const CREDENTIALS = { clientId: 'demo', clientSecret: 'demo' };

export type DemoZuora = { readonly environment: Readonly<Record<string, string>>; readonly sentence: string };

/** Zuora for the demo: the one of ZUORA_URL, else a stand-in that knows a few accounts. */
export async function startZuora(stack: AsyncDisposableStack): Promise<DemoZuora> {
  const url = process.env.ZUORA_URL;
  if (url) return { environment: {}, sentence: `Billing accounts are read from Zuora at ${new URL(url).origin}.` };
  const zuora = new ZuoraStandIn(CREDENTIALS);
  for (const account of DEMO_ACCOUNTS) zuora.accounts.set(account.id, account);
  const standIn = await zuora.start();
  stack.defer(() => zuora.stop());
  const environment = {
    ZUORA_URL: standIn,
    ZUORA_CLIENT_ID: CREDENTIALS.clientId,
    ZUORA_CLIENT_SECRET: CREDENTIALS.clientSecret,
  };
  const names = DEMO_ACCOUNTS.map(({ name }) => name).join(', ');
  return {
    environment,
    sentence: `Zuora is a stand-in at ${standIn} that knows ${names}; ZUORA_URL points at the real one.`,
  };
}
