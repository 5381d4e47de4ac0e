import { Badge, Group, SimpleGrid, Stack } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { Card } from '../../design/card.tsx';
import { Page } from '../../design/page.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { type SaasHalf, useExplanation, useSaasHalf } from '../api/use-namespace.ts';
import { Fetched } from '../parts/fetched.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PLACE } from '../shell/place.ts';
import { AsOfForm } from './as-of-form.tsx';
import { DecisionCard } from './decision-card.tsx';
import { FactsCard } from './facts-card.tsx';
import { LastChecksCard } from './last-checks-card.tsx';
import { NamespaceActionsCard } from './namespace-actions-card.tsx';
import { NamespaceTimeline } from './namespace-timeline.tsx';
import { PayersCard } from './payers-card.tsx';
import { rememberNamespace } from './recent-namespaces.ts';
import { SaasCard } from './saas-card.tsx';
import { sayVerdict } from './say-verdict.ts';
import { ticketText } from './ticket-text.ts';
import { VerdictCard } from './verdict-card.tsx';

/** `/dashboard/namespaces/:id?user=&at=` */
export function NamespacePage({ id }: { readonly id: string }) {
  return /^[1-9]\d{0,15}$/.test(id) ? <KnownNamespacePage id={id} /> : <NotFoundPage />;
}

function KnownNamespacePage({ id }: { readonly id: string }) {
  const { at, userId, set } = useChoices();
  const explanation = useExplanation(id, at);
  const { data: half, isPending: isAskingSaas, isFetching, refetch } = useSaasHalf(id, userId);
  const known = half?.explanation?.namespace;
  const name = known?.name;
  useEffect(() => {
    if (name) rememberNamespace({ id: Number(id), name });
  }, [id, name]);
  return (
    <Page
      title={known ? known.name : `Namespace ${id}`}
      wide
      lead={
        <Group gap="xs" mt={4}>
          <Badge variant="default" className="readable-badge">
            id {id}
          </Badge>
          {known && (
            <Badge variant="default" className="readable-badge">
              {known.path}
            </Badge>
          )}
          {known && (
            <Badge variant="default" className="readable-badge">
              plan {known.plan ?? 'none'}
            </Badge>
          )}
        </Group>
      }
    >
      <Fetched query={explanation} heights={[150, 320, 320]}>
        {(found) => (
          <NamespaceContent
            explanation={found}
            half={half}
            isAskingSaas={isAskingSaas}
            at={at}
            userId={userId}
            onAt={(chosen) => set('at', chosen)}
            onUser={(chosen) => set('user', chosen)}
            lastChecks={<LastChecksCard id={id} half={half} onAgain={() => refetch()} isAsking={isFetching} />}
          />
        )}
      </Fetched>
    </Page>
  );
}

/** What stands in the address, so that a link shows the same. */
function useChoices() {
  const [params, setParams] = useSearchParams();
  const set = (key: string, value: string | undefined) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined) after.delete(key);
        else after.set(key, value);
        return after;
      },
      { replace: true },
    );
  return { at: params.get('at') ?? undefined, userId: params.get('user') ?? undefined, set };
}

type NamespaceContentProps = {
  readonly explanation: Explanation;
  readonly half: SaasHalf | undefined;
  readonly isAskingSaas: boolean;
  readonly at: string | undefined;
  readonly userId: string | undefined;
  readonly onAt: (at: string | undefined) => void;
  readonly onUser: (userId: string | undefined) => void;
  readonly lastChecks: ReactNode;
};

function NamespaceContent(props: NamespaceContentProps) {
  const { explanation, half, isAskingSaas, at, userId, onAt, onUser, lastChecks } = props;
  const known = half?.explanation?.namespace ?? undefined;
  const verdict = sayVerdict(String(explanation.namespace_id), explanation.decisions, known);
  const place = { environment: PLACE.environment, address: window.location.href };
  return (
    <>
      {isAskingSaas ? (
        // The sentence is of the plan, which saas knows: one that is said is not taken back a moment later.
        <SkeletonLines heights={[190]} />
      ) : (
        <VerdictCard
          verdict={verdict}
          asOf={at === undefined ? undefined : explanation.at}
          ticketText={ticketText(explanation, verdict, half, place)}
        >
          <AsOfForm key={at} at={at} onAt={onAt} />
        </VerdictCard>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg" miw={0}>
          {explanation.decisions.map((decision) => (
            <DecisionCard key={decision.trial_type} decision={decision} />
          ))}
        </Stack>
        <Stack gap="lg" miw={0}>
          <SaasCard half={half} userId={userId} onUser={onUser} />
          <NamespaceActionsCard explanation={explanation} userId={userId} />
          <FactsCard explanation={explanation} />
          <PayersCard id={String(explanation.namespace_id)} />
          <Card title="Timeline">
            <NamespaceTimeline explanation={explanation} />
          </Card>
        </Stack>
      </SimpleGrid>
      {lastChecks}
    </>
  );
}
