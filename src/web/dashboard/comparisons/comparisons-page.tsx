import { Text } from '@mantine/core';
import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { useComparisonReport } from '../api/use-comparisons.ts';
import { Fetched } from '../parts/fetched.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { useComparisonChoices } from './comparison-choices.ts';
import { DifferencesCard } from './differences-card.tsx';
import { NothingCompared } from './nothing-compared.tsx';
import { SamplesCard } from './samples-card.tsx';
import { countText } from './say-comparison.ts';
import { StrataCard } from './strata-card.tsx';

/** `/dashboard/comparisons?days=&environment=&limit=`, and the fields of the group that is open. */
export function ComparisonsPage() {
  const choices = useComparisonChoices();
  const report = useComparisonReport(choices.window, choices.limit);
  return (
    <Page
      title="Comparisons"
      heading="Comparisons of the old and the new answer"
      wide
      lead="What the old queries and the rules said of the same namespace, before anyone depends on the new one."
    >
      <ChoiceForm choices={choices} />
      <Fetched query={report} heights={[220, 260]}>
        {(found) =>
          Object.keys(found.outcomes).length === 0 ? (
            <NothingCompared days={choices.window.days} />
          ) : (
            <Compared report={found} choices={choices} />
          )
        }
      </Fetched>
    </Page>
  );
}

type ComparedProps = {
  readonly report: ComparisonReportOnWire;
  readonly choices: ReturnType<typeof useComparisonChoices>;
};

function Compared({ report, choices }: ComparedProps) {
  const { group, open, window } = choices;
  return (
    <>
      <StrataCard strata={report.strata} limit={report.limit} />
      <NotJudged outcomes={report.outcomes} />
      <DifferencesCard differences={report.differences} group={group} onOpen={open} />
      {group && (
        <SamplesCard key={JSON.stringify(group)} group={group} window={window} onClose={() => open(undefined)} />
      )}
    </>
  );
}

const JUDGED = new Set(['match', 'grants_more', 'denies']);
const NAMES: Readonly<Record<string, string>> = {
  candidate_error: 'the compared side failed',
  candidate_timeout: 'the compared side was late',
  both_failed: 'both failed',
  stale_suspect: 'perhaps changed in between',
};

function NotJudged({ outcomes }: Pick<ComparisonReportOnWire, 'outcomes'>) {
  const others = Object.entries(outcomes).filter(([name]) => !JUDGED.has(name));
  if (others.length === 0) return null;
  return (
    <Notice kind="note" title="Not judged">
      <Text size="sm">{others.map(([name, n]) => `${NAMES[name] ?? name}: ${countText(n)}`).join(' · ')}</Text>
    </Notice>
  );
}
