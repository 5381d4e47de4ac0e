import type { Queryable } from '#kit/postgres/pool.ts';

export type Announcement = {
  readonly id: number;
  readonly rolloutId: number;
  readonly flag: string;
  /** Null: the channel that has everything, and the issue. */
  readonly channel: string | null;
  readonly text: string;
  readonly writtenAt: Date;
  readonly sentAt: Date | null;
};

type AnnouncementRow = {
  id: number;
  rollout_id: number;
  flag: string;
  channel: string | null;
  text: string;
  written_at: Date;
  sent_at: Date | null;
};

const SELECT = `SELECT one.*, flag FROM rollout_announcements one JOIN rollouts ON rollouts.id = rollout_id`;

function toAnnouncement({ rollout_id: rolloutId, written_at: writtenAt, sent_at: sentAt, ...row }: AnnouncementRow) {
  return { ...row, rolloutId, writtenAt, sentAt };
}

export async function insertAnnouncement(
  database: Queryable,
  { rolloutId, channel, text }: Pick<Announcement, 'rolloutId' | 'channel' | 'text'>,
): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    'INSERT INTO rollout_announcements (rollout_id, channel, text) VALUES ($1, $2, $3) RETURNING id',
    [rolloutId, channel, text],
  );
  return (rows[0] as { id: number }).id;
}

export async function findAnnouncement(database: Queryable, id: number): Promise<Announcement | undefined> {
  const { rows } = await database.query<AnnouncementRow>(`${SELECT} WHERE one.id = $1`, [id]);
  return rows[0] && toAnnouncement(rows[0]);
}

export async function listAnnouncements(database: Queryable, rolloutId: number): Promise<Announcement[]> {
  const { rows } = await database.query<AnnouncementRow>(`${SELECT} WHERE rollout_id = $1 ORDER BY one.id`, [
    rolloutId,
  ]);
  return rows.map(toAnnouncement);
}

export async function updateAnnouncementSent(database: Queryable, id: number): Promise<void> {
  await database.query('UPDATE rollout_announcements SET sent_at = clock_timestamp() WHERE id = $1', [id]);
}
