import { Button, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { LastCheckOnWire, LastChecksOnWire } from '#saas/contract/last-checks-on-wire.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import type { SaasHalf } from '../api/use-namespace.ts';
import { Rows } from '../parts/rows.tsx';
import { Time } from '../parts/time.tsx';
import {
  sayKept,
  sayMethod,
  sayMissing,
  sayOutcome,
  sayPlace,
  saySaid,
  saySource,
  sayTook,
} from './last-check-texts.ts';

type LastChecksCardProps = {
  readonly id: string;
  readonly half: SaasHalf | undefined;
  readonly onAgain: () => void;
  readonly isAsking: boolean;
};

/** What the product asked about this namespace lately: where, for whom, and what people were told. */
export function LastChecksCard({ id, half, onAgain, isAsking }: LastChecksCardProps) {
  return (
    <Card title="Last checks">
      {half === undefined && <SkeletonLines heights={[24, 120]} />}
      {half?.because && (
        <Notice kind="warning" title="The last checks cannot be had">
          <Text size="sm">saas keeps them, and was not heard: they are there again when it is.</Text>
        </Notice>
      )}
      {half?.explanation && <Told id={id} last={half.explanation.last_checks} />}
      {half !== undefined && (
        <Button size="sm" variant="default" loading={isAsking} onClick={onAgain}>
          Look again
        </Button>
      )}
    </Card>
  );
}

function Told({ id, last }: { readonly id: string; readonly last: LastChecksOnWire | undefined }) {
  if (!last) return <Text size="sm">This saas is older than the portal and does not keep them yet.</Text>;
  const missing = sayMissing(last);
  return (
    <>
      <Text size="sm" c="dimmed">
        {sayKept(last)}
      </Text>
      {missing && (
        <Notice kind="note" title="Some may be missing">
          <Text size="sm">{missing}</Text>
        </Notice>
      )}
      {last.checks.length === 0 ? <NeverAsked /> : <CheckRows id={id} checks={last.checks} />}
    </>
  );
}

function NeverAsked() {
  return (
    <Text size="sm">
      Nobody was asked about it. saas asks when a person signs up, sees their list of groups, opens a page with an offer
      or the trial form, or applies; and only about groups that they own, on a plan from which a trial can be started,
      and with no trial on its way. Whoever saw nothing without being asked about fails one of these.
    </Text>
  );
}

const HEAD = ['When', 'Where, for whom', 'It said', 'From, within', 'Outcome, by', 'Request'];

function CheckRows({ id, checks }: { readonly id: string; readonly checks: readonly LastCheckOnWire[] }) {
  return (
    <Rows label="Checks" head={HEAD}>
      {checks.map((one) => (
        <Table.Tr key={[one.at, one.place, one.user_id, one.request_id, one.duration_ms].join(' ')} className="check">
          <Table.Td>
            <Time at={one.at} />
          </Table.Td>
          <Table.Td>
            <div>{sayPlace(one)}</div>
            <Whom id={id} userId={one.user_id} />
          </Table.Td>
          <Table.Td>
            {saySaid(one).map((said) => (
              <div key={said}>{said}</div>
            ))}
          </Table.Td>
          <Table.Td>
            <div>{saySource(one)}</div>
            {sayTook(one)}
          </Table.Td>
          <Table.Td>
            <div>{sayOutcome(one)}</div>
            {sayMethod(one)}
          </Table.Td>
          <Table.Td className="mono">{one.request_id ?? '-'}</Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  );
}

/** Leads to what that person sees now. */
function Whom({ id, userId }: { readonly id: string; readonly userId: number | null }) {
  if (userId === null) return 'nobody in particular';
  return <Link href={`/namespaces/${id}?user=${userId}`}>user {userId}</Link>;
}
