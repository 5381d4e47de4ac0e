const AGAIN_AFTER = 3_000;

/**
 * Hears events of one name for as long as the page is looked at: a browser opens six connections to one place at most,
 * whatever the number of its windows. @returns what ends that.
 */
export function followEvents(address: string, name: string, onEvent: (text: string) => void): () => void {
  let source: EventSource | undefined;
  let again: number | undefined;
  const follow = () => {
    window.clearTimeout(again);
    source?.close();
    source = undefined;
    if (document.hidden) return;
    source = new EventSource(address);
    source.addEventListener(name, (event: MessageEvent<string>) => onEvent(event.data));
    source.addEventListener('error', () => {
      // A line that breaks is taken up by the browser itself; an answer that is none is not.
      if (source?.readyState === EventSource.CLOSED) again = window.setTimeout(follow, AGAIN_AFTER);
    });
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.clearTimeout(again);
    source?.close();
  };
}
