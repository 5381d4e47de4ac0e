import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { openPalette } from '../palette/open-palette.ts';
import { NAV_ITEMS } from '../shell/nav-items.ts';
import { KeySequence } from './key-sequence.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import { type Shortcut, ShortcutContext } from './shortcuts.ts';

/** Listens for keys, shows which there are, and lets a reader switch them off whom they disturb. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const [ofPages, setOfPages] = useState<readonly (readonly Shortcut[])[]>([]);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isOn, setOn] = useState(() => localStorage.getItem('shortcuts') !== 'off');
  const everywhere = useEverywhere(useCallback(() => setHelpOpen(true), []));
  const add = useCallback((more: readonly Shortcut[]) => {
    setOfPages((before) => [...before, more]);
    return () => setOfPages((before) => before.filter((one) => one !== more));
  }, []);
  const shortcuts = useMemo(() => [...ofPages.flat(), ...everywhere], [ofPages, everywhere]);
  useKeys(isOn ? shortcuts : []);
  const box = useMemo(() => ({ shortcuts, add, showHelp: () => setHelpOpen(true) }), [shortcuts, add]);
  const switchTo = (on: boolean) => {
    localStorage.setItem('shortcuts', on ? 'on' : 'off');
    setOn(on);
  };
  return (
    <ShortcutContext value={box}>
      {children}
      <ShortcutHelp
        shortcuts={shortcuts}
        isOpen={isHelpOpen}
        onClose={() => setHelpOpen(false)}
        isOn={isOn}
        onSwitch={switchTo}
      />
    </ShortcutContext>
  );
}

function useEverywhere(showHelp: () => void): readonly Shortcut[] {
  const [, navigate] = useLocation();
  return useMemo(
    () => [
      { keys: '/', label: 'Find or do something', run: openPalette },
      ...NAV_ITEMS.map(({ keys, label, path }) => ({ keys, label: `Go to ${label}`, run: () => navigate(path) })),
      { keys: '?', label: 'Show these shortcuts', run: showHelp },
    ],
    [navigate, showHelp],
  );
}

function useKeys(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const sequence = new KeySequence();
    const known = shortcuts.map(({ keys }) => keys);
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const found = sequence.press(event.key, known, event.timeStamp);
      if (found === undefined) return;
      event.preventDefault();
      shortcuts.find(({ keys }) => keys === found)?.run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [shortcuts]);
}

const TYPING = [
  'input:not([type="radio"], [type="checkbox"])',
  ...['textarea', 'select', '[contenteditable]', '[role="dialog"]', '[role="menu"]', '[role="listbox"]'],
].join(', ');

/** Keys belong to whoever types, and to an open dialog or menu. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPING) !== null;
}
