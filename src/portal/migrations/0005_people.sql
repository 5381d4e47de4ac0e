CREATE TABLE staff (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  disabled_at timestamptz
);
CREATE UNIQUE INDEX staff_email ON staff (lower(email));

-- Only the hash of a token is kept: whoever reads the table cannot act with it.
CREATE TABLE personal_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff (id),
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  scope text NOT NULL CHECK (scope IN ('read_api', 'api')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX personal_tokens_staff ON personal_tokens (staff_id);

CREATE SEQUENCE audit_log_id;
CREATE TABLE audit_log (
  id bigint NOT NULL DEFAULT nextval('audit_log_id'),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Null where the command line acted before there was anybody.
  actor_id bigint REFERENCES staff (id),
  actor_name text NOT NULL,
  action text NOT NULL,
  object text NOT NULL,
  namespace_id bigint,
  reason text NOT NULL CHECK (reason <> ''),
  before jsonb,
  after jsonb,
  request_id text
) PARTITION BY RANGE (at);
CREATE INDEX ON audit_log (at, id);
CREATE INDEX ON audit_log (namespace_id, at) WHERE namespace_id IS NOT NULL;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_log EXECUTE FUNCTION refuse_change();

CREATE TABLE signing_keys (
  kid text PRIMARY KEY,
  private_jwk jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
