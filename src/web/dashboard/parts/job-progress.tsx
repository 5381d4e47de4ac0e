import { Progress, Stack, Text } from '@mantine/core';
import { Notice } from '../../design/notice.tsx';
import { hasEnded, type Job } from '../api/use-job.ts';

type JobProgressProps = {
  readonly job: Job<unknown>;
  /** Said where it has failed. */
  readonly failed: string;
};

/** How far a long job is; nothing once it has come to its end. */
export function JobProgress({ job, failed }: JobProgressProps) {
  const { state, phase, done, total, error } = job;
  if (state === 'failed') {
    return (
      <Notice kind="failure" title={failed}>
        {error}
      </Notice>
    );
  }
  if (hasEnded(job)) return null;
  const counted = total ? `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}` : '';
  return (
    <Stack gap={4} w="100%">
      <Progress w="100%" value={total ? (100 * done) / total : 5} animated aria-label="How far it is" />
      <Text size="sm" c="dimmed">
        {[phase || state, counted].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  );
}
