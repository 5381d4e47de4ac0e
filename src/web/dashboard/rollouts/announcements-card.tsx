import { Table, Text } from '@mantine/core';
import type { DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

/** What the channels were told, and whether it has landed. */
export function AnnouncementsCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { announcements, has_channel: hasChannel } = rollout;
  return (
    <Card title="Announcements">
      {!hasChannel && (
        <Text size="sm" c="dimmed">
          No channel is set (ROLLOUT_WEBHOOK_URL, ROLLOUT_NOTES_URL): announcements stay in this list.
        </Text>
      )}
      <Rows
        label="Announcements"
        head={['When', 'What', 'Delivered']}
        empty={announcements.length === 0 ? 'Nothing was announced yet.' : undefined}
      >
        {announcements.toReversed().map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Time at={one.written_at} />
            </Table.Td>
            <Table.Td className="long">{one.text}</Table.Td>
            <Table.Td>{one.sent_at ? <Time at={one.sent_at} /> : hasChannel ? 'on its way' : 'nowhere'}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}
