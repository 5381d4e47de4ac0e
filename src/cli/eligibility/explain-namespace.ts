import type { Explanation } from '#portal/contract/explanation-answer.ts';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import type { Printing } from '../terminal/print-answer.ts';
import { printExplanation } from './print-explanation.ts';
import { KEEPS_NONE, printLastChecks } from './print-last-checks.ts';
import type { SaasExplanation } from './print-saas-explanation.ts';

type Half = { readonly explanation: SaasExplanation | null; readonly because: string | null };

/** The portal's explanation, and what saas was asked lately, which the portal fetches; whatever becomes of saas. */
export async function explainNamespace(
  id: number,
  options: Printing & { readonly at?: string },
  { portal, terminal }: CommandContext,
): Promise<void> {
  const api = await portal();
  const [answer, last] = await Promise.all([
    api.get<Explanation>(`/api/v1/namespaces/${id}/eligibility`, { at: options.at }),
    findLastChecks(api, id),
  ]);
  if (options.json) {
    // The portal's own as it came, and the checks behind it.
    terminal.print(`${answer.text.trimEnd().slice(0, -1)},"last_checks":${JSON.stringify(last)}}`);
    return;
  }
  printExplanation(terminal, answer.body);
  printLastChecks(terminal, last);
}

async function findLastChecks(api: PortalApi, id: number) {
  try {
    const { explanation, because } = (await api.get<Half>(`/api/v1/namespaces/${id}/saas`)).body;
    return explanation?.last_checks ?? { because: because ?? KEEPS_NONE };
  } catch (error) {
    return { because: error instanceof Error ? error.message : String(error) };
  }
}
