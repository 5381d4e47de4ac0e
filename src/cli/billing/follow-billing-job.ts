import { Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { followJob, type LongJob } from '../progress/follow-job.ts';
import { untilLeft } from '../progress/until-left.ts';
import type { Printing } from '../terminal/print-answer.ts';

export type BillingJob = {
  readonly kind: string;
  /** What a person calls it, which is also the command. */
  readonly what: 'backfill' | 'drift';
  readonly path: string;
  readonly body: object;
  /** One that was begun before. */
  readonly job: number | undefined;
};

/** Has the portal do long work, or takes up what it does already, and follows it to its result. */
export async function followBillingJob<Result>(
  { portal, terminal }: CommandContext,
  wanted: BillingJob,
  printing: Printing,
  forPeople: (result: Result) => void,
): Promise<void> {
  const api = await portal();
  const id = wanted.job ?? (await start(api, wanted));
  terminal.note(`Job ${id} runs in the portal. Ctrl-C leaves it; it goes on.`);
  const followed = { id, kind: wanted.kind, what: wanted.what };
  await untilLeft(
    async (signal) => {
      const { result } = (await followJob<Result>(api, terminal, followed, signal)).body.job;
      if (printing.json) terminal.print(JSON.stringify(result));
      else if (result) forPeople(result);
    },
    () => `Left. It goes on in the portal; pick it up with: trialgate billing ${wanted.what} --job ${id}`,
  );
}

async function start(api: PortalApi, { path, body }: BillingJob): Promise<number> {
  return (await api.send<{ job: LongJob<never> }>('POST', path, body)).body.job.id;
}

/** Looking is no act that needs a word, and filling says itself why. */
export function optionalReason(fallback: string): Option {
  return new Option('--reason <text>', 'why, for the audit log').default(fallback);
}
