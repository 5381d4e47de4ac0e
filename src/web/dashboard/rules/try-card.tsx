import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TrySummary } from '#portal/contract/rule-answers.ts';
import { Card } from '../../design/card.tsx';
import { Icon } from '../../design/icon.tsx';
import { Notice } from '../../design/notice.tsx';
import { send } from '../api/send.ts';
import { hasEnded, type Job, useJob } from '../api/use-job.ts';
import { JobProgress } from '../parts/job-progress.tsx';
import { Rows } from '../parts/rows.tsx';

type TryJob = Job<TrySummary>;

type TryCardProps = {
  readonly code: string;
  readonly change: { readonly state: string; readonly parameters: Readonly<Record<string, number>> };
  readonly isSame: boolean;
};

/** What a change would do to every known namespace, before it binds. */
export function TryCard({ code, change, isSame }: TryCardProps) {
  const starting = useMutation({
    mutationFn: async () => (await send<{ job: TryJob }>('POST', `/rules/${code}/tries`, change)).job,
  });
  const { data: job } = useJob<TrySummary>(starting.data?.id);
  return (
    <Card title="Try it first">
      <Text size="sm">Asks every known namespace by what stands above. Nothing is changed.</Text>
      <Button
        size="sm"
        variant="default"
        disabled={isSame}
        loading={starting.isPending || (job !== undefined && !hasEnded(job))}
        onClick={() => starting.mutate()}
      >
        Try
      </Button>
      {starting.error && <Notice kind="failure">{starting.error.message}</Notice>}
      {job && <JobProgress job={job} failed="The try has failed" />}
      {job?.result && <Summary job={job} result={job.result} />}
    </Card>
  );
}

function Summary({ job, result }: { readonly job: TryJob; readonly result: NonNullable<TryJob['result']> }) {
  return (
    <Stack gap="sm" w="100%">
      <Text role="status">
        <b>{result.gains}</b> would gain a trial, <b>{result.loses}</b> would lose one, by rule set {result.rule_set}.
      </Text>
      <Rows
        label="By trial type"
        head={['Trial type', 'Gain', 'Lose']}
        empty={result.by_trial_type.length === 0 ? 'Nobody’s answer changes.' : undefined}
      >
        {result.by_trial_type.map((one) => (
          <Table.Tr key={one.trial_type}>
            <Table.Td className="mono">{one.trial_type}</Table.Td>
            <Table.Td>{one.gains}</Table.Td>
            <Table.Td>{one.loses}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
      <Group>
        <Button
          component="a"
          href={`/api/v1/rule_tries/${job.id}/changes.csv`}
          download={`try-${job.id}.csv`}
          size="sm"
          variant="default"
          leftSection={<Icon name="download" size={16} />}
        >
          Who, as CSV
        </Button>
      </Group>
    </Stack>
  );
}
