import { Button, Code, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '#domain/people/roles.ts';
import { send } from '../api/send.ts';
import { type InvitationOnWire, PEOPLE } from '../api/use-people.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { timeText } from '../texts/time-text.ts';

type Invited = { readonly invitation: InvitationOnWire; readonly url: string };

type InviteDialogProps = {
  readonly onClose: () => void;
  /** For somebody who is there and needs a new password. */
  readonly known?: { readonly name: string; readonly email: string; readonly role: string };
};

/** Asks for whom, and then shows the link: once, because only its hash is kept. */
export function InviteDialog({ onClose, known }: InviteDialogProps) {
  const [values, setValues] = useState(known ?? { name: '', email: '', role: 'viewer' });
  const [invited, setInvited] = useState<Invited>();
  const set = (field: keyof typeof values) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [field]: value }));
  };
  if (invited) return <LinkOnce invited={invited} onClose={onClose} />;
  const { name, email, role } = values;
  return (
    <ActDialog
      title={known ? `A new password for ${known.name}` : 'Invite somebody'}
      verb="Make the link"
      isReady={name.trim() !== '' && email.includes('@')}
      act={async (reason) => setInvited(await send<Invited>('POST', '/invitations', { name, email, role, reason }))}
      changes={[PEOPLE, ['audit']]}
      onClose={() => {}}
      onDismiss={onClose}
    >
      {known ? (
        <Text size="sm">The link lets {known.name} choose a password; sessions that run end then.</Text>
      ) : (
        <>
          <TextInput label="Name" required value={name} onChange={set('name')} data-autofocus />
          <TextInput label="E-mail address" type="email" required value={email} onChange={set('email')} />
          <NativeSelect label="Role" data={[...ROLES]} value={role} onChange={set('role')} />
        </>
      )}
    </ActDialog>
  );
}

function LinkOnce({ invited, onClose }: { readonly invited: Invited; readonly onClose: () => void }) {
  const { invitation, url } = invited;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`A link for ${invitation.name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text size="sm">
          It works once, until {timeText(invitation.expires_at)}. It is not shown again: hand it on now, to nobody else.
        </Text>
        <Code block>{url}</Code>
        <Group justify="flex-end">
          <CopyButton label="Copy the link" text={url} variant="filled" />
          <Button variant="default" size="sm" onClick={onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
