import { agoText, timeText } from '../texts/time-text.ts';

/** An instant: how long ago, and exactly where somebody points at it. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={timeText(at)} style={{ whiteSpace: 'nowrap' }}>
      {agoText(at, Date.now())}
    </time>
  );
}
