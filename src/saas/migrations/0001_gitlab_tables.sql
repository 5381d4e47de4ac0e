-- GitLab's own tables, with GitLab's own names, columns, types, defaults and indexes, so that every query of ours also
-- runs against a real GitLab database. No foreign keys and no checks of our own, for the same reason.
-- users and namespaces have more columns there; only those that something here reads or writes are created.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SEQUENCE namespaces_id_seq;
CREATE TABLE namespaces (
  id bigint DEFAULT nextval('namespaces_id_seq'::regclass) NOT NULL,
  name character varying NOT NULL,
  path character varying NOT NULL,
  owner_id bigint,
  created_at timestamp without time zone,
  updated_at timestamp without time zone,
  type character varying DEFAULT 'User'::character varying NOT NULL,
  avatar character varying,
  membership_lock boolean DEFAULT false,
  share_with_group_lock boolean DEFAULT false,
  visibility_level integer DEFAULT 20 NOT NULL,
  request_access_enabled boolean DEFAULT true NOT NULL,
  ldap_sync_status character varying DEFAULT 'ready'::character varying NOT NULL,
  ldap_sync_error character varying,
  ldap_sync_last_update_at timestamp without time zone,
  ldap_sync_last_successful_update_at timestamp without time zone,
  ldap_sync_last_sync_at timestamp without time zone,
  lfs_enabled boolean,
  parent_id bigint,
  shared_runners_minutes_limit integer,
  repository_size_limit bigint,
  require_two_factor_authentication boolean DEFAULT false NOT NULL,
  two_factor_grace_period integer DEFAULT 48 NOT NULL,
  project_creation_level integer,
  runners_token character varying,
  file_template_project_id bigint,
  saml_discovery_token character varying,
  runners_token_encrypted character varying,
  custom_project_templates_group_id bigint,
  auto_devops_enabled boolean,
  extra_shared_runners_minutes_limit integer,
  last_ci_minutes_notification_at timestamp with time zone,
  last_ci_minutes_usage_notification_level integer,
  subgroup_creation_level integer DEFAULT 1,
  max_pages_size integer,
  max_artifacts_size integer,
  mentions_disabled boolean,
  default_branch_protection smallint,
  max_personal_access_token_lifetime integer,
  shared_runners_enabled boolean DEFAULT true NOT NULL,
  allow_descendants_override_disabled_shared_runners boolean DEFAULT false NOT NULL,
  traversal_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
  organization_id bigint,
  state smallint DEFAULT 0,
  CONSTRAINT namespaces_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE namespaces_id_seq OWNED BY namespaces.id;
CREATE INDEX index_groups_on_parent_id_id ON namespaces (parent_id, id) WHERE ((type)::text = 'Group'::text);
CREATE INDEX index_groups_on_path_and_id ON namespaces (path, id) WHERE ((type)::text = 'Group'::text);
CREATE UNIQUE INDEX index_namespaces_name_parent_id_type ON namespaces (name, parent_id, type);
CREATE INDEX index_namespaces_on_owner_id ON namespaces (owner_id);
CREATE UNIQUE INDEX index_namespaces_on_parent_id_and_id ON namespaces (parent_id, id);
CREATE INDEX index_namespaces_on_path ON namespaces (path);
CREATE INDEX index_namespaces_on_path_for_top_level_non_projects ON namespaces (lower((path)::text))
  WHERE ((parent_id IS NULL) AND ((type)::text <> 'Project'::text));
CREATE INDEX index_namespaces_on_path_trigram ON namespaces USING gin (path gin_trgm_ops);

-- GitLab keeps purchased storage beside the namespace. Nothing reads it here but the API that provisions it; it is
-- kept because storage that was paid for must not be taken and forgotten.
CREATE TABLE namespace_limits (
  additional_purchased_storage_size bigint DEFAULT 0 NOT NULL,
  additional_purchased_storage_ends_on date,
  namespace_id bigint NOT NULL,
  CONSTRAINT namespace_limits_pkey PRIMARY KEY (namespace_id)
);

CREATE SEQUENCE plans_id_seq;
CREATE TABLE plans (
  id bigint DEFAULT nextval('plans_id_seq'::regclass) NOT NULL,
  created_at timestamp without time zone NOT NULL,
  updated_at timestamp without time zone NOT NULL,
  name character varying,
  title character varying,
  plan_name_uid smallint,
  CONSTRAINT plans_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE plans_id_seq OWNED BY plans.id;
CREATE UNIQUE INDEX index_plans_on_name ON plans (name);
CREATE UNIQUE INDEX index_plans_on_plan_name_uid ON plans (plan_name_uid);

CREATE SEQUENCE gitlab_subscriptions_id_seq;
CREATE TABLE gitlab_subscriptions (
  id bigint DEFAULT nextval('gitlab_subscriptions_id_seq'::regclass) NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  start_date date,
  end_date date,
  trial_ends_on date,
  namespace_id bigint,
  hosted_plan_id bigint,
  max_seats_used integer DEFAULT 0,
  seats integer DEFAULT 0,
  trial boolean DEFAULT false,
  trial_starts_on date,
  auto_renew boolean,
  seats_in_use integer DEFAULT 0 NOT NULL,
  seats_owed integer DEFAULT 0 NOT NULL,
  -- 1 extended, 2 reactivated
  trial_extension_type smallint,
  max_seats_used_changed_at timestamp with time zone,
  last_seat_refresh_at timestamp with time zone,
  hosted_plan_name_uid smallint,
  contract_overages_allowed boolean DEFAULT true NOT NULL,
  CONSTRAINT gitlab_subscriptions_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE gitlab_subscriptions_id_seq OWNED BY gitlab_subscriptions.id;
CREATE INDEX index_gitlab_subscriptions_on_end_date_and_namespace_id ON gitlab_subscriptions (end_date, namespace_id);
CREATE INDEX index_gitlab_subscriptions_on_hosted_plan_id_and_trial ON gitlab_subscriptions (hosted_plan_id, trial);
CREATE INDEX index_gitlab_subscriptions_on_hosted_plan_name_uid_and_trial
  ON gitlab_subscriptions (hosted_plan_name_uid, trial);
CREATE INDEX index_gitlab_subscriptions_on_max_seats_used_changed_at
  ON gitlab_subscriptions (max_seats_used_changed_at, namespace_id);
CREATE UNIQUE INDEX index_gitlab_subscriptions_on_namespace_id ON gitlab_subscriptions (namespace_id);
CREATE INDEX index_gitlab_subscriptions_on_trial_and_trial_starts_on ON gitlab_subscriptions (trial, trial_starts_on);

CREATE SEQUENCE gitlab_subscription_histories_id_seq;
CREATE TABLE gitlab_subscription_histories (
  id bigint DEFAULT nextval('gitlab_subscription_histories_id_seq'::regclass) NOT NULL,
  gitlab_subscription_created_at timestamp with time zone,
  gitlab_subscription_updated_at timestamp with time zone,
  start_date date,
  end_date date,
  trial_ends_on date,
  namespace_id bigint,
  hosted_plan_id bigint,
  max_seats_used integer,
  seats integer,
  trial boolean,
  -- 1 updated, 2 destroyed
  change_type smallint,
  gitlab_subscription_id bigint NOT NULL,
  created_at timestamp with time zone,
  trial_starts_on date,
  auto_renew boolean,
  trial_extension_type smallint,
  seats_in_use integer,
  hosted_plan_name_uid smallint,
  contract_overages_allowed boolean,
  CONSTRAINT gitlab_subscription_histories_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE gitlab_subscription_histories_id_seq OWNED BY gitlab_subscription_histories.id;
CREATE INDEX idx_subscription_histories_on_namespace_change_type_plan
  ON gitlab_subscription_histories (namespace_id, change_type, hosted_plan_id);
CREATE INDEX index_gitlab_subscription_histories_on_end_date ON gitlab_subscription_histories (end_date);
CREATE INDEX index_gitlab_subscription_histories_on_gitlab_subscription_id
  ON gitlab_subscription_histories (gitlab_subscription_id);
CREATE INDEX index_gitlab_subscription_histories_on_hosted_plan_name_uid
  ON gitlab_subscription_histories (hosted_plan_name_uid);

CREATE SEQUENCE subscription_add_ons_id_seq;
CREATE TABLE subscription_add_ons (
  id bigint DEFAULT nextval('subscription_add_ons_id_seq'::regclass) NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  -- 1 code_suggestions (sold as Duo Pro), 3 duo_enterprise
  name smallint NOT NULL,
  description text NOT NULL,
  CONSTRAINT subscription_add_ons_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE subscription_add_ons_id_seq OWNED BY subscription_add_ons.id;
CREATE UNIQUE INDEX index_subscription_add_ons_on_name ON subscription_add_ons (name);

CREATE SEQUENCE subscription_add_on_purchases_id_seq;
CREATE TABLE subscription_add_on_purchases (
  id bigint DEFAULT nextval('subscription_add_on_purchases_id_seq'::regclass) NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  subscription_add_on_id bigint NOT NULL,
  namespace_id bigint,
  quantity integer NOT NULL,
  expires_on date NOT NULL,
  purchase_xid text NOT NULL,
  last_assigned_users_refreshed_at timestamp with time zone,
  trial boolean DEFAULT false NOT NULL,
  started_at date,
  organization_id bigint NOT NULL,
  subscription_add_on_uid smallint,
  CONSTRAINT subscription_add_on_purchases_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE subscription_add_on_purchases_id_seq OWNED BY subscription_add_on_purchases.id;
CREATE INDEX idx_addon_purchases_on_last_refreshed_desc_nulls_last
  ON subscription_add_on_purchases (last_assigned_users_refreshed_at DESC NULLS LAST);
CREATE INDEX idx_subscription_add_on_purchases_on_started_at_and_expires_on
  ON subscription_add_on_purchases (started_at, expires_on);
CREATE INDEX index_addon_purchases_on_subscription_add_on_id
  ON subscription_add_on_purchases (subscription_add_on_id);
CREATE UNIQUE INDEX index_addon_purchases_on_add_on_id_and_namespace_id_not_null
  ON subscription_add_on_purchases (subscription_add_on_id, namespace_id) WHERE (namespace_id IS NOT NULL);
CREATE UNIQUE INDEX index_addon_purchases_on_add_on_id_namespace_id_null
  ON subscription_add_on_purchases (subscription_add_on_id) WHERE (namespace_id IS NULL);
CREATE UNIQUE INDEX index_addon_purchases_on_add_on_uid_and_namespace_id
  ON subscription_add_on_purchases (subscription_add_on_uid, namespace_id) NULLS NOT DISTINCT
  WHERE (subscription_add_on_uid IS NOT NULL);
CREATE INDEX index_subscription_add_on_purchases_on_organization_id ON subscription_add_on_purchases (organization_id);
CREATE INDEX index_addon_purchases_on_namespace_id_and_add_on_id
  ON subscription_add_on_purchases (namespace_id, subscription_add_on_id);
CREATE INDEX index_addon_purchases_on_subscription_add_on_uid
  ON subscription_add_on_purchases (subscription_add_on_uid);
CREATE INDEX index_subscription_add_on_purchases_on_expires_on ON subscription_add_on_purchases (expires_on);

CREATE SEQUENCE members_id_seq;
CREATE TABLE members (
  id bigint DEFAULT nextval('members_id_seq'::regclass) NOT NULL,
  access_level integer NOT NULL,
  source_id bigint NOT NULL,
  source_type character varying NOT NULL,
  user_id bigint,
  notification_level integer NOT NULL,
  type character varying,
  created_at timestamp without time zone,
  updated_at timestamp without time zone,
  created_by_id bigint,
  invite_email character varying,
  invite_token character varying,
  invite_accepted_at timestamp without time zone,
  requested_at timestamp without time zone,
  expires_at date,
  ldap boolean DEFAULT false NOT NULL,
  override boolean DEFAULT false NOT NULL,
  state smallint DEFAULT 0,
  invite_email_success boolean DEFAULT true NOT NULL,
  member_namespace_id bigint,
  member_role_id bigint,
  expiry_notified_at timestamp with time zone,
  request_accepted_at timestamp with time zone,
  CONSTRAINT members_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE members_id_seq OWNED BY members.id;
CREATE INDEX idx_members_created_at_user_id_invite_token ON members (created_at)
  WHERE ((invite_token IS NOT NULL) AND (user_id IS NULL));
CREATE INDEX idx_members_on_user_and_source_and_source_type_and_member_role
  ON members (user_id, source_id, source_type, member_role_id);
CREATE INDEX index_members_on_access_level ON members (access_level);
CREATE INDEX index_members_on_expires_at ON members (expires_at);
CREATE INDEX index_members_on_expiring_at_access_level_id ON members (expires_at, access_level, id)
  WHERE ((requested_at IS NULL) AND (expiry_notified_at IS NULL));
CREATE INDEX index_members_on_invite_email ON members (invite_email);
CREATE UNIQUE INDEX index_members_on_invite_token ON members (invite_token);
CREATE INDEX index_members_on_lower_invite_email_with_token ON members (lower((invite_email)::text))
  WHERE (invite_token IS NOT NULL);
CREATE INDEX index_members_on_member_namespace_id_compound
  ON members (member_namespace_id, type, requested_at, id);
CREATE INDEX index_members_on_member_role_id ON members (member_role_id);
CREATE INDEX index_members_on_requested_at ON members (requested_at);
CREATE INDEX index_members_on_source_access_level_user_without_role
  ON members (source_id, source_type, access_level, user_id) WHERE (member_role_id IS NULL);
CREATE INDEX index_members_on_source_and_type_and_access_level
  ON members (source_id, source_type, type, access_level);
CREATE INDEX index_members_on_source_and_type_and_id ON members (source_id, source_type, type, id)
  WHERE (invite_token IS NULL);
CREATE INDEX index_members_on_source_state_type_access_level_and_user_id
  ON members (source_id, source_type, state, type, access_level, user_id)
  WHERE ((requested_at IS NULL) AND (invite_token IS NULL));
CREATE INDEX index_members_on_user_id_and_access_level_requested_at_is_null ON members (user_id, access_level)
  WHERE (requested_at IS NULL);
CREATE INDEX index_members_on_user_id_created_at ON members (user_id, created_at)
  WHERE ((ldap = true) AND ((type)::text = 'GroupMember'::text) AND ((source_type)::text = 'Namespace'::text));
CREATE INDEX index_project_members_on_source ON members (source_id, source_type)
  WHERE ((requested_at IS NULL) AND ((type)::text = 'ProjectMember'::text));
CREATE INDEX index_minimal_access_members_on_namespaces ON members (id)
  WHERE ((access_level = 5) AND ((source_type)::text = 'Namespace'::text) AND (requested_at IS NULL));

CREATE SEQUENCE users_id_seq;
CREATE TABLE users (
  id bigint DEFAULT nextval('users_id_seq'::regclass) NOT NULL,
  email character varying DEFAULT ''::character varying NOT NULL,
  encrypted_password character varying DEFAULT ''::character varying NOT NULL,
  created_at timestamp without time zone,
  updated_at timestamp without time zone,
  name character varying,
  admin boolean DEFAULT false NOT NULL,
  username character varying,
  can_create_group boolean DEFAULT true NOT NULL,
  state character varying,
  confirmed_at timestamp without time zone,
  external boolean DEFAULT false,
  user_type smallint DEFAULT 0,
  onboarding_in_progress boolean DEFAULT false NOT NULL,
  organization_id bigint NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE users_id_seq OWNED BY users.id;
-- GitLab also indexes incoming_email_token and public_email (twice). Those columns are not created here, because
-- nothing reads them, so neither are their indexes.
CREATE INDEX index_on_users_lower_email ON users (lower((email)::text));
CREATE INDEX index_on_users_lower_username ON users (lower((username)::text));
CREATE UNIQUE INDEX index_users_on_email ON users (email);
CREATE INDEX index_users_on_email_domain_and_id ON users (lower(split_part((email)::text, '@'::text, 2)), id);
CREATE INDEX index_users_on_email_trigram ON users USING gin (email gin_trgm_ops);

-- The numbers of plan_name_uid and of the add-ons' name are GitLab's own; other systems know them.
INSERT INTO plans (created_at, updated_at, name, title, plan_name_uid) VALUES
  (now(), now(), 'default', 'Default', 1),
  (now(), now(), 'free', 'Free', 2),
  (now(), now(), 'bronze', 'Bronze', 3),
  (now(), now(), 'silver', 'Silver', 4),
  (now(), now(), 'premium', 'Premium', 5),
  (now(), now(), 'gold', 'Gold', 6),
  (now(), now(), 'ultimate', 'Ultimate', 7),
  (now(), now(), 'ultimate_trial', 'Ultimate Trial', 8),
  (now(), now(), 'premium_trial', 'Premium Trial', 9),
  (now(), now(), 'ultimate_trial_paid_customer', 'Ultimate Trial Paid Customer', 10),
  (now(), now(), 'opensource', 'Opensource', 11);

INSERT INTO subscription_add_ons (created_at, updated_at, name, description) VALUES
  (now(), now(), 1, 'Duo Pro: code suggestions and chat'),
  (now(), now(), 3, 'Duo Enterprise: everything in Duo Pro, and AI across the software development lifecycle');
