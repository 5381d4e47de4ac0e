import type { LineSeen } from '#domain/rollouts/checklist.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { tellLog } from './tell-log.ts';

type Written = {
  readonly plan: Plan;
  readonly planHash: string;
  readonly lines: readonly LineSeen[];
  readonly events: readonly RolloutEvent[];
};

const BOXES = { done: 'x', not_applicable: '~', open: ' ' } as const;

/** The rollout as its issue: what was expected, each line with its evidence, and what has happened. */
export function writeMarkdown({ plan, planHash, lines, events }: Written): string {
  const list = (all: readonly string[]) => (all.length === 0 ? ['none'] : all).map((one) => `- ${escapeMarkdown(one)}`);
  return [
    `# Rollout of \`${plan.flag}\``,
    '',
    `Plan \`${planHash.slice(0, 12)}\`, owners: ${plan.owners.map(escapeMarkdown).join(', ')}.`,
    ...['', '## Expectations', '', escapeMarkdown(plan.expectations)],
    ...['', '## What could go wrong', '', ...list(plan.couldGoWrong)],
    ...['', '## What to watch', '', ...list(plan.watch)],
    ...['', '## Steps', ''],
    ...lines.flatMap((line) => [
      `- [${BOXES[line.state]}] ${line.text}`,
      ...line.evidence.map(({ by, at, text }) => `  - ${timeOf(at)} ${escapeMarkdown(by)}: ${escapeMarkdown(text)}`),
    ]),
    ...['', '## What has happened', ''],
    ...tellLog(events, plan)
      .filter(({ isAnnounced }) => isAnnounced)
      .map(({ event, words }) => `- ${timeOf(event.at)} ${escapeMarkdown(words)}`),
    '',
  ].join('\n');
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** What people wrote must neither become markup nor mention anybody. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}
