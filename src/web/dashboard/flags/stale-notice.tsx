import { Text } from '@mantine/core';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { Notice } from '../../design/notice.tsx';

/** In which ways a flag is stale, and what to do about each. */
export function StaleNotice({ stale }: Pick<FlagAnswer['flag'], 'stale'>) {
  if (stale.length === 0) return null;
  return (
    <Notice kind="warning" title="This flag is stale">
      {stale.map(({ kind, advice }) => (
        <Text key={kind} size="sm">
          <span className="mono">{kind}</span>: {advice}.
        </Text>
      ))}
    </Notice>
  );
}
