import { Group, Kbd, SegmentedControl, Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { FlagAnswer } from '#portal/contract/flag-answers.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { Page } from '../../design/page.tsx';
import { useFlag } from '../api/use-flags.ts';
import { Fetched } from '../parts/fetched.tsx';
import { useMay } from '../session/signed-in.ts';
import { PLACE } from '../shell/place.ts';
import { useShortcuts } from '../shortcuts/shortcuts.ts';
import { CleanupCard } from './cleanup-card.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { FlagFactsCard } from './flag-facts-card.tsx';
import { FlagHistoryCard } from './flag-history-card.tsx';
import { FlagStateCard } from './flag-state-card.tsx';
import { FlagUsageCard } from './flag-usage-card.tsx';
import { StaleNotice } from './stale-notice.tsx';

type Flag = FlagAnswer['flag'];

type FlagPageProps = {
  readonly name: string;
  /** What else is known that whoever sets the flag should know. */
  readonly notice: ReactNode;
};

/** `/dashboard/flags/:flag?environment=` */
export function FlagPage({ name, notice }: FlagPageProps) {
  const flag = useFlag(name);
  return (
    <Page title={name} heading={<span className="mono">{name}</span>} wide lead={leadOf(flag.data)}>
      <Fetched query={flag} heights={[180, 180, 180]}>
        {(found) => (
          <>
            {notice}
            {found && <StaleNotice stale={found.stale} />}
            {found && <FlagContent flag={found} />}
            {found?.type !== 'permanent' && <CleanupCard flag={name} />}
          </>
        )}
      </Fetched>
    </Page>
  );
}

// Once its code is gone, the rest of its going is still to be done.
const leadOf = (flag: Flag | null | undefined) =>
  flag === null ? 'This portal’s code knows no such flag.' : (flag?.description ?? ' ');

function FlagContent({ flag }: { readonly flag: Flag }) {
  const mayAct = useMay('operator');
  const [environment, choose] = useEnvironment(flag);
  const [isDisabling, setDisabling] = useState(false);
  const state = flag.environments.find((one) => one.environment === environment);
  const canDisable = mayAct && state !== undefined && state.state !== 'off';
  useShortcuts(
    useMemo(
      () =>
        canDisable
          ? [{ keys: 'd', label: `Disable ${flag.name} in ${environment}`, run: () => setDisabling(true) }]
          : [],
      [canDisable, flag.name, environment],
    ),
  );
  if (!state) {
    return (
      <EmptyState icon="flag" title="There is no environment yet">
        One begins with its first token: trialgate flags token create.
      </EmptyState>
    );
  }
  return (
    <>
      <Group justify="space-between">
        <SegmentedControl
          aria-label="Environment"
          data={flag.environments.map((one) => one.environment)}
          value={environment}
          onChange={choose}
        />
        {canDisable && (
          <Text size="sm" c="dimmed">
            <Kbd>d</Kbd> disables it here
          </Text>
        )}
      </Group>
      <FlagStateCard
        key={`${environment} ${state.revision}`}
        flag={flag.name}
        state={state}
        onDisable={() => setDisabling(true)}
      />
      <FlagUsageCard flag={flag} environment={environment} />
      <FlagHistoryCard flag={flag} environment={environment} />
      <FlagFactsCard flag={flag} />
      {isDisabling && <DisableDialog flag={flag.name} environment={environment} onClose={() => setDisabling(false)} />}
    </>
  );
}

/** The one of the address, else the portal's own, else the first. */
function useEnvironment(flag: Flag): [string, (environment: string) => void] {
  const [params, setParams] = useSearchParams();
  const names = flag.environments.map((one) => one.environment);
  const wanted = [params.get('environment'), PLACE.environment].find((one) => one !== null && names.includes(one));
  return [wanted ?? names[0] ?? '', (environment) => setParams({ environment }, { replace: true })];
}
