/** Which portal this is: the server writes it into the page, so that it stands there from the first paint on. */
export type Place = {
  readonly environment: string;
  readonly portal: string;
  readonly commit: string;
  /** How careful one has to be here. */
  readonly kind: 'production' | 'staging' | 'other';
};

const meta = (name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="trialgate-${name}"]`)?.content ?? 'unknown';

function kindOf(environment: string): Place['kind'] {
  if (/prod/.test(environment)) return 'production';
  return /stag/.test(environment) ? 'staging' : 'other';
}

const environment = meta('environment');

export const PLACE: Place = {
  environment,
  portal: meta('portal'),
  commit: meta('commit'),
  kind: kindOf(environment),
};
