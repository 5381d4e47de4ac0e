import { durationText } from '../texts/duration-text.ts';
import { timeText } from '../texts/time-text.ts';
import { useNow } from './use-now.ts';

/** How long until then, second by second, and exactly where somebody points at it. */
export function Countdown({ to }: { readonly to: string }) {
  const seconds = Math.ceil((Date.parse(to) - useNow()) / 1_000);
  return (
    <time dateTime={to} title={timeText(to)} role="timer" className="rollout-countdown">
      {seconds > 0 ? `in ${durationText(seconds)}` : 'any moment'}
    </time>
  );
}
