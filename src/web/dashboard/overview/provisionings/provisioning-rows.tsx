import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ProvisioningOnWire } from '#portal/contract/provisioning-on-wire.ts';
import { send } from '../../api/send.ts';
import { PROVISIONINGS } from '../../api/use-provisionings.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../session/signed-in.ts';
import { dayText } from '../../texts/time-text.ts';

const LANDED: Readonly<Record<string, string>> = {
  nothing: 'nothing yet',
  started: 'that it runs',
  ended: 'that it has ended',
};

/** Each with the namespace whose page says the rest, what saas said last, and sending it again. */
export function ProvisioningRows({ provisionings }: { readonly provisionings: readonly ProvisioningOnWire[] }) {
  const mayAct = useMay('operator');
  const [chosen, choose] = useState<ProvisioningOnWire>();
  return (
    <>
      <Rows label="Provisionings" head={HEAD}>
        {provisionings.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <Link href={`/namespaces/${one.namespace_id}`}>Namespace {one.namespace_id}</Link>
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{subjectOf(one)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{one.due_on === null ? '-' : dayText(one.due_on)}</Table.Td>
            <Table.Td>{LANDED[one.landed] ?? one.landed}</Table.Td>
            <Table.Td>{one.attempts}</Table.Td>
            <Table.Td>
              <Time at={String(one.updated_at)} />
            </Table.Td>
            <Table.Td className="long">{one.last_error ?? 'nothing'}</Table.Td>
            <Table.Td>
              {mayAct && (
                <Button size="xs" variant="default" onClick={() => choose(one)}>
                  Send again
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      {chosen && <ResendDialog provisioning={chosen} onClose={() => choose(undefined)} />}
    </>
  );
}

const HEAD = ['Namespace', 'Of', 'Due', 'saas knows', 'Attempts', 'Last', 'It said', ''];

const subjectOf = ({ trial_id: trial, purchase_id: purchase }: ProvisioningOnWire) =>
  trial === null ? `purchase ${purchase}` : `trial ${trial}`;

type ResendDialogProps = { readonly provisioning: ProvisioningOnWire; readonly onClose: () => void };

function ResendDialog({ provisioning, onClose }: ResendDialogProps) {
  return (
    <ActDialog
      title={`Send ${subjectOf(provisioning)} of namespace ${provisioning.namespace_id} again`}
      verb="Send it"
      act={(reason) => send('POST', `/provisionings/${provisioning.id}/resend`, { reason })}
      changes={[PROVISIONINGS, ['audit']]}
      onClose={onClose}
    >
      <Text size="sm">What is sent is what is true when it is sent: an ended trial does not start again.</Text>
    </ActDialog>
  );
}
