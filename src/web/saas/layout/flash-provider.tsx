import { type ReactNode, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { type Flash, FlashContext } from './flash.ts';

/** Keeps the flash until the person goes on to another page. */
export function FlashProvider({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  const [kept, keep] = useState<{ readonly flash: Flash; readonly path: string }>();
  // The address is read when it is shown: navigating and showing happen together, before this has rendered again.
  const box = useMemo(() => {
    return {
      flash: kept?.path === path ? kept.flash : undefined,
      show: (flash: Flash) => keep({ flash, path: window.location.pathname }),
      hide: () => keep(undefined),
    };
  }, [kept, path]);
  return <FlashContext value={box}>{children}</FlashContext>;
}
