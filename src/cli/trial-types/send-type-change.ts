import type { RuleSetChangedAnswer } from '#portal/contract/rule-answers.ts';
import type { CommandContext } from '../command-context.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';

export type TypeChangeOptions = Printing & { readonly effectiveAt?: string; readonly reason: string };

/** Has the portal change a trial type, and says which rule set came of it. */
export async function sendTypeChange(
  { portal, terminal }: CommandContext,
  type: string,
  change: object,
  options: TypeChangeOptions,
): Promise<void> {
  const { effectiveAt, reason } = options;
  const body = { ...change, ...(effectiveAt ? { effective_at: effectiveAt } : {}), reason };
  const answer = await (await portal()).send<RuleSetChangedAnswer>('PATCH', `/api/v1/trial_types/${type}`, body);
  printAnswer(terminal, options, answer, ({ rule_set: number }) =>
    terminal.print(`Rule set ${number} changes ${type}, ${effectiveAt ? `from ${effectiveAt}` : 'as of now'}.`),
  );
}
