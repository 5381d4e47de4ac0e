import type { Floor } from '#sdk/index.ts';

/** An application for a group's trial. */
export type Application = {
  readonly id: number;
  readonly userId: number;
  readonly namespaceId: number;
  readonly trialType: string | null;
  readonly idempotencyKey: string;
  readonly state: 'confirming' | 'waiting' | 'starting' | 'landed' | 'refused' | 'given_up';
  /** What the person told, in the wire's own names; null once the portal has it. */
  readonly lead: Readonly<Record<string, unknown>> | null;
  readonly isLeadSent: boolean;
  /** Why not, as a person may read it. */
  readonly sentence: string | null;
  /** UTC days. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly floor: Floor | undefined;
  readonly giveUpAt: Date;
};

const IN_FLIGHT: ReadonlySet<string> = new Set(['confirming', 'waiting', 'starting']);

/** Whether it is under way: then no other is made for its group, and no trial is offered there. */
export const isInFlight = (state: string): boolean => IN_FLIGHT.has(state);

export type NewApplication = Pick<Application, 'userId' | 'namespaceId' | 'trialType' | 'lead' | 'isLeadSent'> & {
  readonly state: 'confirming' | 'waiting';
  /** That of an attempt before, of which nobody knows what became. */
  readonly idempotencyKey?: string | undefined;
};
