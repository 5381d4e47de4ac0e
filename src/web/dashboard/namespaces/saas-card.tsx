import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import type { SaasHalf } from '../api/use-namespace.ts';
import { Facts } from '../parts/facts.tsx';
import { saasFacts } from './saas-facts.ts';

type SaasCardProps = {
  readonly half: SaasHalf | undefined;
  readonly userId: string | undefined;
  readonly onUser: (userId: string | undefined) => void;
};

/** What saas shows there, to the chosen person or to any direct Owner. */
export function SaasCard({ half, userId, onUser }: SaasCardProps) {
  return (
    <Card title={userId === undefined ? 'In saas, to an Owner' : `In saas, to user ${userId}`}>
      <UserChoice key={userId} userId={userId} onUser={onUser} />
      {half === undefined && <SkeletonLines heights={[24, 160]} />}
      {half?.because && (
        <Notice kind="warning" title="The half of saas is missing">
          <Text size="sm">{half.because} What stands elsewhere on this page is the portal’s own.</Text>
        </Notice>
      )}
      {half?.explanation && (
        <>
          <Text fw={600}>{half.explanation.verdict}</Text>
          <Facts rows={saasFacts(half.explanation)} />
        </>
      )}
    </Card>
  );
}

function UserChoice({ userId, onUser }: Omit<SaasCardProps, 'half'>) {
  const [typed, setTyped] = useState<string | number>(userId ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onUser(typed === '' ? undefined : String(typed));
      }}
    >
      <Group gap="xs" align="flex-end">
        <NumberInput
          label="For the user with the id"
          size="sm"
          w={190}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={typed}
          onChange={setTyped}
        />
        <Button type="submit" size="sm" variant="default">
          Show
        </Button>
      </Group>
    </form>
  );
}
