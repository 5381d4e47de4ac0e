import { useLiveState } from '../live/live-state.ts';
import { PLACE } from './place.ts';

const CAREFUL = {
  production: 'Production: what you do here reaches customers.',
  staging: 'Staging.',
  other: '',
} as const;
const LIVE = { live: 'Live', connecting: 'Connecting…', off: '' } as const;

/** On every page, in words and in colour: which environment, and which portal. */
export function PlaceStrip() {
  const live = useLiveState();
  return (
    <div className="place-strip" data-kind={PLACE.kind} role="note" aria-label="Where you are">
      <span>
        <b>{PLACE.environment}</b> · portal {PLACE.portal}
      </span>
      <span className="place-strip-careful">{CAREFUL[PLACE.kind]}</span>
      <span className="place-strip-live" data-live={live} role="status">
        {LIVE[live]}
      </span>
    </div>
  );
}
