import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { connectToSaas } from '../cache/connect-to-saas.ts';
import type { CommandContext } from '../command-context.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { printExplanation } from './print-explanation.ts';
import { printSaasExplanation, type SaasExplanation } from './print-saas-explanation.ts';

type Half<Body> = { readonly body: Body } | { readonly failed: string };

/** The portal's explanation, and under it that of saas for one person; either alone where the other side is dead. */
export async function explainBothSides(
  id: number,
  user: number,
  options: Printing & { at?: string },
  { environment, portal, terminal }: CommandContext,
): Promise<void> {
  const api = await portal();
  const [there, here] = await Promise.all([
    half(() => api.get<Explanation>(`/api/v1/namespaces/${id}/eligibility`, { at: options.at })),
    half(async () => {
      const saas = await connectToSaas(environment);
      return saas.api.get<SaasExplanation>(`/api/v4/internal/eligibility/${id}`, { user_id: user });
    }),
  ]);
  if ('failed' in there && 'failed' in here) throw new Error(`${there.failed} ${here.failed}`);
  if (options.json) {
    terminal.print(
      JSON.stringify({ portal: 'body' in there ? there.body : null, saas: 'body' in here ? here.body : null }),
    );
    return;
  }
  if ('body' in there) printExplanation(terminal, there.body);
  else terminal.print(`The portal's half is missing: ${there.failed}`);
  terminal.print('');
  if ('body' in here) printSaasExplanation(terminal, here.body);
  else terminal.print(`The half of saas is missing: ${here.failed}`);
}

async function half<Body>(ask: () => Promise<{ readonly body: Body }>): Promise<Half<Body>> {
  try {
    return { body: (await ask()).body };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
