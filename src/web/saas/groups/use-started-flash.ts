import { useEffect, useRef } from 'react';
import type { GroupOnWire } from '#saas/contract/product-api.ts';
import { useFlash } from '../layout/flash.ts';
import { startedText } from '../texts/trial-text.ts';
import { isOnItsWay } from './is-on-its-way.ts';

/** Tells of a trial that started while the person was looking on. */
export function useStartedFlash(group: GroupOnWire | undefined): void {
  const { flash, show } = useFlash();
  const before = useRef<GroupOnWire['trial']['state']>(undefined);
  const state = group?.trial.state;
  useEffect(() => {
    const hasArrived = state === 'running' && isOnItsWay(before.current);
    before.current = state;
    if (hasArrived && !flash) show({ kind: 'success', text: startedText(group?.trial.ends_on ?? null) });
  }, [state, flash, show, group]);
}
