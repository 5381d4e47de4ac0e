-- Apart from staff, so that whoever lists people never has a hash in hand.
CREATE TABLE staff_passwords (
  staff_id bigint PRIMARY KEY REFERENCES staff (id),
  -- The PHC string of argon2id.
  password_hash text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE staff_sessions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff (id),
  -- SHA-256 of the cookie, which nobody can be signed in with who reads this table.
  token_hash bytea NOT NULL UNIQUE,
  csrf_token text NOT NULL,
  -- What the browser called itself, so that people recognise their own.
  user_agent text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX staff_sessions_of_staff ON staff_sessions (staff_id);
CREATE INDEX staff_sessions_expired ON staff_sessions (expires_at);

-- A link that works once: for somebody new, or for somebody who is there and needs a password.
CREATE TABLE staff_invitations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  token_hash bytea NOT NULL UNIQUE,
  invited_by bigint NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX staff_invitations_open ON staff_invitations (lower(email)) WHERE used_at IS NULL AND revoked_at IS NULL;
