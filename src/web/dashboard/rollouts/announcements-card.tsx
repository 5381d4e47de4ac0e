import { Table, Text } from '@mantine/core';
import type { AnnouncementOnWire, DescribedRollout } from '#portal/contract/rollout-answers.ts';
import { Card } from '../../design/card.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';

/** What the channels were told, and whether it has landed. */
export function AnnouncementsCard({ rollout }: { readonly rollout: DescribedRollout }) {
  const { announcements, channels } = rollout;
  return (
    <Card title="Announcements">
      {channels.length === 0 && (
        <Text size="sm" c="dimmed">
          No channel is set (ROLLOUT_WEBHOOK_URL, ROLLOUT_CHANNELS, ROLLOUT_NOTES_URL): announcements stay in this list.
        </Text>
      )}
      <Rows
        label="Announcements"
        head={['When', 'Where', 'What', 'Delivered']}
        empty={announcements.length === 0 ? 'Nothing was announced yet.' : undefined}
      >
        {announcements.toReversed().map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Time at={one.written_at} />
            </Table.Td>
            <Table.Td>{one.channel ?? 'everywhere'}</Table.Td>
            <Table.Td className="long">{one.text}</Table.Td>
            <Table.Td>
              <Delivered one={one} isReachable={channels.includes(one.channel)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Card>
  );
}

function Delivered({ one, isReachable }: { readonly one: AnnouncementOnWire; readonly isReachable: boolean }) {
  if (one.sent_at) return <Time at={one.sent_at} />;
  return isReachable ? 'on its way' : 'nowhere: not set';
}
