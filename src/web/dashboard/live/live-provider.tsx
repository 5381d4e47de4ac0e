import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LiveMarks } from '#portal/contract/live-on-wire.ts';
import { LiveContext, type LiveState } from './live-state.ts';
import { staleKeys } from './stale-keys.ts';

/**
 * Hears from the portal that something has changed, and has what shows it fetched again. Closed while the page is hidden,
 * because a browser opens six connections to one place at most, whatever the number of its windows.
 */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const known = useRef<LiveMarks | undefined>(undefined);
  useEffect(() => {
    let source: EventSource | undefined;
    const hear = (event: MessageEvent<string>) => {
      const marks = JSON.parse(event.data) as LiveMarks;
      for (const queryKey of staleKeys(known.current, marks)) queries.invalidateQueries({ queryKey });
      known.current = marks;
      setState('live');
    };
    const follow = () => {
      source?.close();
      source = undefined;
      if (document.hidden) return;
      source = new EventSource('/api/v1/live');
      source.addEventListener('marks', hear);
      source.addEventListener('error', () => setState('connecting'));
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      source?.close();
    };
  }, [queries]);
  return <LiveContext value={state}>{children}</LiveContext>;
}
