import { createContext, useContext } from 'react';
import type { NoticeProps } from '../../design/notice.tsx';

export type Flash = { readonly kind: NoticeProps['kind']; readonly title?: string; readonly text: string };

type FlashBox = {
  readonly flash: Flash | undefined;
  /** Shown on the page where the person is now or is being sent to. */
  readonly show: (flash: Flash) => void;
  readonly hide: () => void;
};

export const FlashContext = createContext<FlashBox>({ flash: undefined, show: () => {}, hide: () => {} });

/** A sentence about what was just done, which outlives the page on which it was done by one. */
export const useFlash = () => useContext(FlashContext);
