import { type Unleash, UnleashEvents } from 'unleash-client';

type Mode = 'streaming' | 'polling';

/** How long a stream may take to say something, in milliseconds; the server begins each with every flag. */
const HEARD_WITHIN = 2_000;
/** How long to poll before a stream is tried again, in milliseconds. */
const POLL_FOR = 10_000;

/**
 * Goes between streaming and polling. unleash-client leaves a stream that fails and never comes back to it; and it waits
 * for ever on one that was opened and says nothing, as behind a proxy that keeps what it should pass on.
 * @returns what ends it.
 */
export function keepStreaming(unleash: Unleash): () => void {
  let mode: Mode = 'streaming';
  let timer: NodeJS.Timeout | undefined;
  const begin = (begun: Mode) => {
    mode = begun;
    clearTimeout(timer);
    const [next, milliseconds] =
      mode === 'streaming' ? (['polling', HEARD_WITHIN] as const) : (['streaming', POLL_FOR] as const);
    timer = setTimeout(() => switchTo(next), milliseconds).unref();
  };
  const switchTo = (next: Mode) => {
    begin(next);
    unleash.setExperimentalMode(next).catch(() => {});
  };
  begin('streaming');
  unleash.on(UnleashEvents.Changed, () => {
    if (mode === 'streaming') clearTimeout(timer);
  });
  unleash.on(UnleashEvents.Mode, ({ to }: { to: Mode }) => {
    if (to !== mode) begin(to);
  });
  return () => clearTimeout(timer);
}
