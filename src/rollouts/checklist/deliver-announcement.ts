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
      if (channels.webhookUrl !== undefined) await post(channels.webhookUrl, { text }, {});
      if (channels.notesUrl !== undefined) {
        const token = channels.notesToken === undefined ? {} : { 'private-token': channels.notesToken };
        await post(channels.notesUrl, { body: text }, token);
      }
      const isTold = channels.webhookUrl !== undefined || channels.notesUrl !== undefined;
      if (isTold) await updateAnnouncementSent(database, announcement.id);
    },
  };
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
