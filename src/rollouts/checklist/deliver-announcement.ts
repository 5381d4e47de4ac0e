import { request } from 'undici';
import { Fault } from '#kit/errors/fault.ts';
import type { Job } from '#kit/jobs/job.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { ANNOUNCE_TASK } from './announce.ts';
import { findAnnouncement, updateAnnouncementSent } from './announcement-store.ts';

const DEADLINE = 10_000;

export type Channels = {
  /** An incoming webhook as Slack has it. */
  readonly webhookUrl: string | undefined;
  /** The notes of an issue by GitLab's API, `…/projects/1/issues/2/notes`, and a token that may write there. */
  readonly notesUrl: string | undefined;
  readonly notesToken: string | undefined;
  /** Webhooks of the same kind, by the names that plans give to channels. */
  readonly byName: ReadonlyMap<string, string>;
  /** Where people look at rollouts. */
  readonly portalUrl: string;
};

/** Tells the channels until they have taken it, at least once each; without a channel it stays in the list of the rollout. */
export function deliverAnnouncementJob(database: Pool, channels: Channels): Job {
  return {
    name: ANNOUNCE_TASK,
    run: async (payload) => {
      const announcement = await findAnnouncement(database, Number(payload.announcement_id));
      if (!announcement || announcement.sentAt) return;
      const text = `${announcement.text} ${channels.portalUrl}/dashboard/rollouts/${announcement.flag}`;
      const isTold =
        announcement.channel === null
          ? await tellEverybody(channels, text)
          : await tell(channels.byName.get(announcement.channel), text);
      if (isTold) await updateAnnouncementSent(database, announcement.id);
    },
  };
}

/** The channel that has everything, and the issue. */
async function tellEverybody({ webhookUrl, notesUrl, notesToken }: Channels, text: string): Promise<boolean> {
  const isTold = await tell(webhookUrl, text);
  if (notesUrl === undefined) return isTold;
  await post(notesUrl, { body: text }, notesToken === undefined ? {} : { 'private-token': notesToken });
  return true;
}

async function tell(webhookUrl: string | undefined, text: string): Promise<boolean> {
  if (webhookUrl === undefined) return false;
  await post(webhookUrl, { text }, {});
  return true;
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<void> {
  const reply = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(DEADLINE),
  }).catch((cause) => {
    throw new Fault('channel_unavailable', 'A channel for announcements does not answer.', { cause });
  });
  await reply.body.dump();
  if (reply.statusCode >= 200 && reply.statusCode < 300) return;
  throw new Fault('channel_unavailable', `A channel for announcements answered ${reply.statusCode}.`);
}
