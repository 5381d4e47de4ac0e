import { Badge, Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { Card } from '../../design/card.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { type InvitationOnWire, PEOPLE, useInvitations, useStaff } from '../api/use-people.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { useMay } from '../session/signed-in.ts';
import { InviteDialog } from './invite-dialog.tsx';

/** `/dashboard/people` */
export function PeoplePage() {
  const isAdmin = useMay('admin');
  const staff = useStaff();
  const [isInviting, setInviting] = useState(false);
  return (
    <Page title="People" wide lead="Who works here, and what they may do.">
      {isAdmin && (
        <Group>
          <Button size="sm" onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        </Group>
      )}
      <Fetched query={staff} heights={[220]}>
        {(people) => (
          <Rows label="Staff" head={['Name', 'E-mail address', 'Role', 'Since', 'Access']}>
            {people.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>{isAdmin ? <Link href={`/people/${one.id}`}>{one.name}</Link> : one.name}</Table.Td>
                <Table.Td>{one.email}</Table.Td>
                <Table.Td>{one.role}</Table.Td>
                <Table.Td>
                  <Time at={one.created_at} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={one.disabled_at ? 'red' : 'teal'} className="readable-badge">
                    {one.disabled_at ? 'closed' : 'open'}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Fetched>
      {isAdmin && <Invitations />}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Invitations() {
  const invitations = useInvitations(true);
  const [revoked, revoke] = useState<InvitationOnWire>();
  return (
    <Card title="Invitations that can still be used">
      <Fetched query={invitations} heights={[60]}>
        {(open) => (
          <Rows
            label="Invitations"
            head={['For', 'Role', 'Works until', '']}
            empty={open.length === 0 ? 'None.' : undefined}
          >
            {open.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  {one.name} ({one.email})
                </Table.Td>
                <Table.Td>{one.role}</Table.Td>
                <Table.Td>
                  <Time at={one.expires_at} />
                </Table.Td>
                <Table.Td>
                  <Button size="xs" variant="default" onClick={() => revoke(one)}>
                    Revoke
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        )}
      </Fetched>
      {revoked && (
        <ActDialog
          title={`Revoke the invitation of ${revoked.name}`}
          verb="Revoke"
          isDangerous
          act={(reason) => send('DELETE', `/invitations/${revoked.id}`, { reason })}
          changes={[PEOPLE, ['audit']]}
          onClose={() => revoke(undefined)}
        />
      )}
    </Card>
  );
}
