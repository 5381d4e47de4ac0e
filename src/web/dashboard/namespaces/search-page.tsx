import { Loader, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { SearchAnswerOnWire } from '#portal/contract/search-on-wire.ts';
import { FetchFailure } from '../../design/fetch-failure.tsx';
import { Icon } from '../../design/icon.tsx';
import { Notice } from '../../design/notice.tsx';
import { Page } from '../../design/page.tsx';
import { useSearch } from '../api/use-search.ts';
import { useShortVerdicts } from '../api/use-short-verdicts.ts';
import { recentNamespaces } from './recent-namespaces.ts';
import type { ShortVerdict } from './say-in-short.ts';
import { detailOf, hrefOf, titleOf } from './search-results.ts';

/** `/dashboard/namespaces`: one field for whatever a ticket has. */
export function SearchPage() {
  const [typed, setTyped] = useState('');
  const [submitted, setSubmitted] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 250);
  const text = submitted === typed.trim() ? submitted : settled;
  const search = useSearch(text);
  useGoToOnlyOne(submitted === '' ? undefined : submitted === text ? search.data : undefined);
  return (
    <Page title="Namespaces" heading="Why can’t they start a trial?">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setSubmitted(typed.trim());
          }}
        >
          <TextInput
            label="What the ticket has"
            description="An id, a path, a group’s address, an e-mail address or user name, an account number."
            size="lg"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={300}
            leftSection={<Icon name="search" />}
            rightSection={search.isFetching ? <Loader size="xs" /> : undefined}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setSubmitted('');
            }}
          />
        </form>
      </search>
      {text === '' && <Recent />}
      {search.error && (
        <FetchFailure error={search.error} onAgain={() => search.refetch()} isAsking={search.isFetching} />
      )}
      {text !== '' && search.data && <Results answer={search.data} text={text} isSubmitted={submitted !== ''} />}
    </Page>
  );
}

/** Enter, and only one was found: that is where they want to go. */
function useGoToOnlyOne(answer: SearchAnswerOnWire | undefined): void {
  const [, navigate] = useLocation();
  const [only, ...others] = answer?.results ?? [];
  const href = only && others.length === 0 ? hrefOf(only) : undefined;
  useEffect(() => {
    if (href) navigate(href);
  }, [href, navigate]);
}

type ResultsProps = { readonly answer: SearchAnswerOnWire; readonly text: string; readonly isSubmitted: boolean };

function Results({ answer, text, isSubmitted }: ResultsProps) {
  const { results, people_without_groups: people, saas_silent_because: silent } = answer;
  const list = useRef<HTMLDivElement>(null);
  const verdicts = useShortVerdicts(results);
  useEffect(() => {
    if (isSubmitted && results.length > 1) list.current?.querySelector('a')?.focus();
  }, [isSubmitted, results]);
  return (
    <Stack gap="md">
      {silent && (
        <Notice kind="warning" title="Only what the portal knows by itself">
          <Text size="sm">{silent} Paths, user names and Owners cannot be looked up; an id always works.</Text>
        </Notice>
      )}
      <Text size="sm" role="status">
        {results.length === 0
          ? `Nothing is known by “${text}”.`
          : `${results.length} found. ${results.length === 1 ? 'Enter opens it.' : 'Enter, then arrows, choose one.'}`}
      </Text>
      {people.map(({ id, username }) => (
        <Text key={id} size="sm">
          {username ? `@${username}` : 'Somebody'} is user {id} and owns no group at the top level, so nothing is
          offered to them.
        </Text>
      ))}
      {results.length > 0 && (
        <Paper withBorder ref={list} onKeyDown={moveByArrows}>
          {results.map((one) => (
            <Link key={`${one.namespace_id} ${one.user?.id}`} href={hrefOf(one)} className="group-row">
              <Stack gap={0} miw={0}>
                <Text fw={600}>{titleOf(one)}</Text>
                <Text size="sm" c="dimmed">
                  {detailOf(one)}
                </Text>
              </Stack>
              <ShortVerdictText verdict={verdicts.get(one.namespace_id)} />
            </Link>
          ))}
        </Paper>
      )}
    </Stack>
  );
}

function ShortVerdictText({ verdict }: { readonly verdict: ShortVerdict | undefined }) {
  if (!verdict) return null;
  return (
    <Text size="sm" ml="auto" ta="right" className={verdict.may ? 'says-yes' : 'says-no'}>
      {verdict.text}
    </Text>
  );
}

function moveByArrows(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const links = [...event.currentTarget.querySelectorAll('a')];
  links[links.indexOf(document.activeElement as HTMLAnchorElement) + step]?.focus();
}

function Recent() {
  const recent = recentNamespaces();
  if (recent.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        Looked at before
      </Text>
      <Paper withBorder>
        {recent.map(({ id, name }) => (
          <Link key={id} href={`/namespaces/${id}`} className="group-row">
            <Text fw={600}>{name}</Text>
            <Text size="sm" c="dimmed">
              id {id}
            </Text>
          </Link>
        ))}
      </Paper>
    </Stack>
  );
}
