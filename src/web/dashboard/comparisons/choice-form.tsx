import { Group, NativeSelect } from '@mantine/core';
import { useFlags } from '../api/use-flags.ts';
import { DAYS, LIMITS, type useComparisonChoices } from './comparison-choices.ts';
import { rateText } from './say-comparison.ts';

const EVERYWHERE = { value: '', label: 'All environments' };

/** Which comparisons, and how sure one wants to be. */
export function ChoiceForm({ choices }: { readonly choices: ReturnType<typeof useComparisonChoices> }) {
  const { window, limit, change } = choices;
  const { data: flags } = useFlags();
  const known = new Set(flags?.flatMap((flag) => flag.environments.map((one) => one.environment)));
  if (window.environment) known.add(window.environment);
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label="Environment"
        size="sm"
        data={[EVERYWHERE, ...[...known].map((name) => ({ value: name, label: name }))]}
        value={window.environment ?? ''}
        onChange={(event) => change({ environment: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label="How far back"
        size="sm"
        data={DAYS.map((days) => ({ value: days, label: days === '1' ? 'One day' : `${days} days` }))}
        value={window.days}
        onChange={(event) => change({ days: event.currentTarget.value })}
      />
      <NativeSelect
        label="Wrong grants, at most"
        size="sm"
        data={LIMITS.map((one) => ({ value: one, label: rateText(Number(one)) }))}
        value={limit}
        onChange={(event) => change({ limit: event.currentTarget.value })}
      />
    </Group>
  );
}
