import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DriftOnWire } from '#portal/contract/billing-answers.ts';
import { Card } from '../../design/card.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { send } from '../api/send.ts';
import { BILLING, useDrift } from '../api/use-billing.ts';
import { hasEnded, useJob } from '../api/use-job.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { useMay } from '../session/signed-in.ts';
import { DriftChecksCard } from './drift-checks-card.tsx';
import { DriftKindsCard } from './drift-kinds-card.tsx';
import { DriftedCustomersCard } from './drifted-customers-card.tsx';

/** `/dashboard/billing_accounts/drift` */
export function DriftPage() {
  const mayAct = useMay('operator');
  const drift = useDrift();
  return (
    <Page
      title="Drift of billing accounts"
      wide
      lead="Customers whose billing account does not match what they are set to."
    >
      {mayAct && <CheckCard />}
      <Fetched query={drift} heights={[220, 160]}>
        {({ checks, intents }) => (
          <>
            <DriftKindsCard newest={checks[0]} />
            {intents.waiting > 0 && (
              <Notice kind="note" title="Updates wait to be followed">
                <Text size="sm">
                  {intents.waiting} of them, the oldest for {intents.oldest_seconds} seconds.
                </Text>
              </Notice>
            )}
            <DriftedCustomersCard />
            <DriftChecksCard checks={checks} />
          </>
        )}
      </Fetched>
    </Page>
  );
}

type Wanted = { readonly repair: boolean };

/** Starts a check or a repair, and shows how far it is. */
function CheckCard() {
  const [wanted, want] = useState<Wanted>();
  const [jobId, setJobId] = useState<number>();
  const { data: job } = useJob<DriftOnWire>(jobId);
  const queries = useQueryClient();
  const isRunning = jobId !== undefined && !hasEnded(job);
  useEffect(() => {
    if (job && hasEnded(job)) queries.invalidateQueries({ queryKey: BILLING });
  }, [job, queries]);
  return (
    <Card title="Look again">
      <Group gap="xs">
        <Button size="sm" variant="default" disabled={isRunning} onClick={() => want({ repair: false })}>
          Check now
        </Button>
        <Button size="sm" disabled={isRunning} onClick={() => want({ repair: true })}>
          Repair
        </Button>
      </Group>
      {job && <JobProgress job={job} failed="The check has failed" />}
      {job?.result && (
        <Text size="sm" role="status">
          {job.result.customers_checked.toLocaleString('en-US')} customers checked, {job.result.repaired} repaired:{' '}
          <b>{job.result.drift === 0 ? 'nothing drifts' : `${job.result.drift} still drift`}</b>.
        </Text>
      )}
      {wanted && <CheckDialog wanted={wanted} onStarted={setJobId} onClose={() => want(undefined)} />}
    </Card>
  );
}

type CheckDialogProps = {
  readonly wanted: Wanted;
  readonly onStarted: (job: number) => void;
  readonly onClose: () => void;
};

function CheckDialog({ wanted: { repair }, onStarted, onClose }: CheckDialogProps) {
  return (
    <ActDialog
      title={repair ? 'Repair drift' : 'Look for drift now'}
      verb={repair ? 'Repair it' : 'Check'}
      act={(reason) => send<{ job: { id: number } }>('POST', '/billing/drift_checks', { repair, reason })}
      changes={[['audit']]}
      onClose={onClose}
      onDone={(answer) => onStarted((answer as { job: { id: number } }).job.id)}
    >
      <Text size="sm">
        {repair
          ? 'Each customer that does not match is brought in step with the Zuora account that they are set to; accounts to which nobody ever belonged are deleted. No customer’s own Zuora account is changed, but where it has ended.'
          : 'Every customer is looked at. What the flag exposes heals by itself; nothing else is changed.'}
      </Text>
    </ActDialog>
  );
}
