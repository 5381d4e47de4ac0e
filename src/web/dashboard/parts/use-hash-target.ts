import { useEffect } from 'react';

/**
 * Goes to the part of the page that the address names, once it is there: what is fetched was not when the browser looked.
 * The part takes the focus, so that the keyboard goes on from it.
 */
export function useHashTarget(isThere: boolean): void {
  useEffect(() => {
    if (!isThere || window.location.hash === '') return;
    document.getElementById(window.location.hash.slice(1))?.focus();
  }, [isThere]);
}
