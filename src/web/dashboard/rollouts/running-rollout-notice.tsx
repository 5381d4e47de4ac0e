import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { Notice } from '../../design/notice.tsx';
import { useLastRollout } from '../api/use-rollouts.ts';

/** While a rollout moves a flag, whoever sets it by hand should know: that pauses it, and off is a roll back. */
export function RunningRolloutNotice({ flag }: { readonly flag: string }) {
  const { data: rollout } = useLastRollout(flag);
  if (!rollout || rollout.finished_at !== null) return null;
  return (
    <Notice kind="note" title="A rollout is under way">
      <Text size="sm">
        {rollout.now} <Link href={`/rollouts/${flag}`}>Its page</Link>. Another state set by hand pauses it; switching
        the flag off is a roll back.
      </Text>
    </Notice>
  );
}
