import { setTimeout } from 'node:timers/promises';
import { Fault } from '#kit/errors/fault.ts';
import type { Answer, PortalApi } from '../portal-api/portal-api.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { patiently } from './patiently.ts';
import { Progress } from './progress.ts';

/** Long work of the portal, as its API tells it. */
export type LongJob<Result> = {
  readonly id: number;
  readonly kind: string;
  readonly state: 'uploading' | 'waiting' | 'running' | 'finished' | 'failed';
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly result: Result | null;
  readonly error: string | null;
};

export type FollowedJob = {
  readonly id: number;
  /** What the portal calls this kind of work, and what a person calls it. */
  readonly kind: string;
  readonly what: string;
};

const FIRST_LOOK = 100;
const LONGEST_PAUSE = 1_000;

/**
 * Follows long work to its end.
 * @returns the portal's last answer about it.
 * @throws {Fault} with the portal's sentence when the work has failed.
 */
export async function followJob<Result>(
  portal: PortalApi,
  terminal: Terminal,
  { id, kind, what }: FollowedJob,
  signal: AbortSignal,
): Promise<Answer<{ readonly job: LongJob<Result> }>> {
  const look = () => portal.get<{ job: LongJob<Result> }>(`/api/v1/jobs/${id}`, {}, signal);
  const progress = new Progress(terminal, what);
  let answer = await look();
  if (answer.body.job.kind !== kind) throw new Fault('wrong_job', `Job ${id} is no ${what}.`);
  try {
    for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const { state, phase, done, total, error } = answer.body.job;
      progress.show(state === 'running' ? phase || 'running' : state, done, total);
      if (state === 'finished') return answer;
      if (state === 'failed')
        throw new Fault('job_failed', `${what} failed: ${error ?? 'the portal does not say why.'}`);
      await setTimeout(pause, undefined, { signal });
      answer = await patiently(signal, look);
    }
  } finally {
    progress.stop();
  }
}
