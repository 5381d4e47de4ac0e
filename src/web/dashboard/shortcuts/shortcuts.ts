import { createContext, useContext, useEffect } from 'react';

export type Shortcut = {
  /** One key, or keys one after another: `g n`. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
};

type ShortcutBox = {
  readonly shortcuts: readonly Shortcut[];
  /** @returns what takes them away again. */
  readonly add: (shortcuts: readonly Shortcut[]) => () => void;
  readonly showHelp: () => void;
};

export const ShortcutContext = createContext<ShortcutBox>({ shortcuts: [], add: () => () => {}, showHelp: () => {} });

/** Keys of a page, for as long as it is shown. `shortcuts` must stay the same while they mean the same. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add } = useContext(ShortcutContext);
  useEffect(() => add(shortcuts), [add, shortcuts]);
}

export const useShortcutHelp = () => useContext(ShortcutContext);
