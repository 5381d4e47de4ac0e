import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { type KeyboardEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../design/icon.tsx';
import { useSearch } from '../api/use-search.ts';
import { detailOf, hrefOf, titleOf } from '../namespaces/search-results.ts';
import { useCommands } from './use-commands.ts';

const MOST_FOUND = 6;

/** Ctrl K: pages, commands, and whatever a ticket has, in one field. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [, navigate] = useLocation();
  const [settled] = useDebouncedValue(query.trim(), 200);
  const commands = useCommands().filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const search = useSearch(settled.length > 1 || /^\d+$/.test(settled) ? settled : '');
  const found = query.trim() === settled ? (search.data?.results.slice(0, MOST_FOUND) ?? []) : [];
  return (
    <Spotlight.Root
      title="Find or do something"
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
    >
      <Spotlight.Search
        placeholder="Id, path, address, e-mail, user name, account… or a page"
        aria-label="Find or do something"
        leftSection={<Icon name="search" />}
        onKeyDown={chooseFirst}
      />
      <Spotlight.ActionsList aria-label="Results">
        {found.length > 0 && (
          <Spotlight.ActionsGroup label="Namespaces">
            {found.map((one) => (
              <Spotlight.Action
                key={`${one.namespace_id} ${one.user?.id}`}
                label={titleOf(one)}
                description={detailOf(one)}
                leftSection={<Icon name="group" />}
                onClick={() => navigate(hrefOf(one))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label="Pages and commands">
            {commands.map(({ label, icon, run }) => (
              <Spotlight.Action key={label} label={label} leftSection={<Icon name={icon} />} onClick={run} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length + commands.length === 0 && (
          <Spotlight.Empty>
            {search.isFetching || query.trim() !== settled ? 'Looking…' : 'Nothing is known by that.'}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Enter, and none is chosen: the first one is meant. */
function chooseFirst(event: KeyboardEvent<HTMLElement>): void {
  const dialog = event.currentTarget.closest('[role="dialog"]');
  if (event.key !== 'Enter' || !dialog || dialog.querySelector('[data-selected]')) return;
  dialog.querySelector<HTMLElement>('[data-action]')?.click();
}
