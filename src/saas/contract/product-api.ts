/** The JSON API of the product's pages, as it stands on the wire. */

export type UserOnWire = {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
};

/** What a group shows of its trial. Dates are UTC days; a trial no longer runs on `ends_on`. */
export type GroupTrialOnWire = {
  /** `confirming`: the portal could not be asked yet; `starting`: applied for, and not here yet. */
  readonly state: 'none' | 'confirming' | 'starting' | 'running' | 'ended' | 'refused';
  readonly trial_type: string | null;
  readonly starts_on: string | null;
  readonly ends_on: string | null;
  /** While it runs. */
  readonly days_left: number | null;
  /** Why it was refused, as a person may read it. */
  readonly sentence: string | null;
};

export type GroupOnWire = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  /** `free` where there is none. */
  readonly plan: string;
  readonly plan_title: string;
  readonly visibility: 'private' | 'internal' | 'public';
  readonly is_owner: boolean;
  readonly trial: GroupTrialOnWire;
};

export type CheckOnWire = { readonly method: string; readonly source: string; readonly duration_ms: number };

export type RegistrationRequest = {
  readonly email: string;
  readonly password: string;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly registration_type: 'free' | 'trial';
  readonly role: string;
  /** Wanted for `trial`. */
  readonly group_name?: string;
  readonly company_name?: string;
  readonly setup_for_company?: boolean;
  readonly glm_source?: string;
  readonly glm_content?: string;
};

/** 201. */
export type RegistrationAnswer = {
  readonly user: UserOnWire;
  readonly group: GroupOnWire | null;
  /** `queued` also where it could not be confirmed yet: then `reason` is `unknown`. */
  readonly trial: 'queued' | 'not_eligible' | 'none';
  readonly reason: string | null;
  readonly check: CheckOnWire | null;
};

export type EligibleNamespaceOnWire = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly plan: string;
  readonly trial_type: string;
  readonly duration_days: number;
};

export type EligibleNamespacesAnswer = {
  readonly namespaces: readonly EligibleNamespaceOnWire[];
  /** Groups that may start none, with the sentence that a person may read. */
  readonly others: readonly { readonly id: number; readonly name: string; readonly sentence: string }[];
  /** Ids for which nobody can say right now. */
  readonly unknown: readonly number[];
  readonly method: string;
  readonly source: string;
};

export type TrialRequest = {
  readonly step: 'full' | 'resubmit_lead' | 'resubmit_trial';
  readonly namespace_id?: number | string;
  readonly new_group_name?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly company_name?: string;
  readonly phone_number?: string;
  readonly country?: string;
  readonly state?: string;
  readonly glm_source?: string;
  readonly glm_content?: string;
};

/** 201, and 200 for a repeat. */
export type TrialAnswer = {
  readonly namespace_id: number;
  readonly trial: { readonly trial_type: string; readonly starts_on: string; readonly ends_on: string };
};

export type CallToAction = {
  readonly place: 'tier_badge' | 'billing_card' | 'user_menu' | 'premium_alert';
  readonly trial_type: string | null;
  readonly duration_days: number;
  readonly href: string;
};

export type CallsToActionAnswer = {
  readonly ctas: readonly CallToAction[];
  readonly unknown: boolean;
  readonly method: string;
  readonly source: string;
};

/** 401, 404, 422, 503. `errors` by field; `_` for what belongs to none. */
export type ProductFailure = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly code: string;
  readonly sentence: string;
  readonly reason?: 'lead_failed' | 'trial_failed';
  readonly step?: TrialRequest['step'];
  readonly namespace_id?: number;
};
