import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '#domain/people/roles.ts';
import type { StaffOnWire } from '#portal/contract/people-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { PEOPLE, useAccess, useStaff } from '../api/use-people.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { useMay } from '../session/signed-in.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { SessionRows, TokenRows } from './sessions-and-tokens.tsx';

/** `/dashboard/people/:id`, for admins. */
export function PersonPage({ id }: { readonly id: string }) {
  const isAdmin = useMay('admin');
  const staff = useStaff();
  const person = staff.data?.find((one) => String(one.id) === id);
  return (
    <Page title={person?.name ?? 'Person'} wide lead={person ? `${person.email} · ${person.role}` : ' '}>
      {isAdmin ? (
        <Fetched query={staff} heights={[160, 160]}>
          {() =>
            person ? <PersonContent person={person} /> : <Notice kind="warning">There is nobody of that id.</Notice>
          }
        </Fetched>
      ) : (
        <Notice kind="note">Only an admin sees where people are signed in.</Notice>
      )}
    </Page>
  );
}

type Ended = { readonly path: string; readonly title: string };

function PersonContent({ person }: { readonly person: StaffOnWire }) {
  const id = String(person.id);
  const access = useAccess(id, true);
  const [ended, end] = useState<Ended>();
  return (
    <>
      <RoleCard person={person} />
      <Fetched query={access} heights={[120, 120]}>
        {({ sessions, tokens }) => (
          <>
            <Card title="Sessions">
              <SessionRows
                sessions={sessions}
                onEnd={(item) => end({ path: `/staff/${id}/sessions/${item}`, title: `End session ${item}` })}
              />
            </Card>
            <Card title="Tokens">
              <TokenRows
                tokens={tokens}
                onRevoke={(item) => end({ path: `/staff/${id}/tokens/${item}`, title: `Revoke token ${item}` })}
              />
            </Card>
          </>
        )}
      </Fetched>
      {ended && (
        <ActDialog
          title={ended.title}
          verb={ended.title}
          isDangerous
          act={(reason) => send('DELETE', ended.path, { reason })}
          changes={[PEOPLE, ['audit']]}
          onClose={() => end(undefined)}
        />
      )}
    </>
  );
}

function RoleCard({ person }: { readonly person: StaffOnWire }) {
  const [role, setRole] = useState<string>(person.role);
  const [doing, setDoing] = useState<'role' | 'access' | 'password'>();
  const isClosed = person.disabled_at !== null;
  const change = doing === 'role' ? { role, disabled: isClosed } : { role: person.role, disabled: !isClosed };
  const verb = doing === 'role' ? `Make ${person.name} ${role}` : `${isClosed ? 'Reopen' : 'Close'} access`;
  return (
    <Card title="Role and access">
      <Text size="sm">Access is {isClosed ? 'closed: no session and no token of theirs opens anything' : 'open'}.</Text>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Role"
          size="sm"
          data={[...ROLES]}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <Button size="sm" variant="default" disabled={role === person.role} onClick={() => setDoing('role')}>
          Change role
        </Button>
        <Button size="sm" variant="default" className="dangerous" onClick={() => setDoing('access')}>
          {isClosed ? 'Reopen access' : 'Close access'}
        </Button>
        <Button size="sm" variant="default" disabled={isClosed} onClick={() => setDoing('password')}>
          Link for a new password
        </Button>
      </Group>
      {doing === 'password' && <InviteDialog known={person} onClose={() => setDoing(undefined)} />}
      {(doing === 'role' || doing === 'access') && (
        <ActDialog
          title={verb}
          verb={verb}
          isDangerous={doing === 'access' && !isClosed}
          act={(reason) => send('PATCH', `/staff/${person.id}`, { ...change, reason })}
          changes={[PEOPLE, ['audit']]}
          onClose={() => setDoing(undefined)}
        />
      )}
    </Card>
  );
}
