import { Badge, Button, Table } from '@mantine/core';
import type { TokenOnWire } from '#portal/contract/people-answers.ts';
import type { SessionOnWire } from '../api/use-people.ts';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import { browserText } from './browser-text.ts';

type SessionRowsProps = { readonly sessions: readonly SessionOnWire[]; readonly onEnd: (id: number) => void };

export function SessionRows({ sessions, onEnd }: SessionRowsProps) {
  return (
    <Rows
      label="Sessions"
      head={['Browser', 'Signed in', 'Last used', 'Ends', '']}
      empty={sessions.length === 0 ? 'Not signed in anywhere.' : undefined}
    >
      {sessions.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td>
            <span title={one.user_agent}>{browserText(one.user_agent)}</span>{' '}
            {one.is_current && (
              <Badge variant="light" className="readable-badge">
                this one
              </Badge>
            )}
          </Table.Td>
          {[one.created_at, one.last_used_at, one.expires_at].map((at, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three columns, always the same
            <Table.Td key={place}>
              <Time at={at} />
            </Table.Td>
          ))}
          <Table.Td>
            <Button size="xs" variant="default" onClick={() => onEnd(one.id)} aria-label={`End session ${one.id}`}>
              End
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}

type TokenRowsProps = { readonly tokens: readonly TokenOnWire[]; readonly onRevoke: (id: number) => void };

export function TokenRows({ tokens, onRevoke }: TokenRowsProps) {
  const valid = tokens.filter((one) => one.revoked_at === null && Date.parse(one.expires_at) > Date.now());
  return (
    <Rows
      label="Tokens"
      head={['Name', 'May', 'Last used', 'Expires', '']}
      empty={valid.length === 0 ? 'No token is valid.' : undefined}
    >
      {valid.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td>{one.name}</Table.Td>
          <Table.Td>{one.scope === 'api' ? 'whatever its person may' : 'read'}</Table.Td>
          <Table.Td>{one.last_used_at ? <Time at={one.last_used_at} /> : 'never'}</Table.Td>
          <Table.Td>
            <Time at={one.expires_at} />
          </Table.Td>
          <Table.Td>
            <Button
              size="xs"
              variant="default"
              onClick={() => onRevoke(one.id)}
              aria-label={`Revoke token ${one.name}`}
            >
              Revoke
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}
