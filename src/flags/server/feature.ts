import type { ClientFeaturesResponse } from 'unleash-client';

/** A flag in Unleash's words, which are the wire's. */
export type Feature = ClientFeaturesResponse['features'][number];
/** Constraints that flags share, in Unleash's words. */
export type Segment = NonNullable<ClientFeaturesResponse['segments']>[number];
