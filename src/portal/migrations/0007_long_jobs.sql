-- Work that takes longer than a request: its input, how far it is, and what came out. It goes on from `cursor`.
CREATE TABLE long_jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('uploading', 'waiting', 'running', 'finished', 'failed')),
  phase text NOT NULL DEFAULT '',
  input jsonb NOT NULL,
  cursor jsonb,
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  result jsonb,
  error text,
  created_by bigint REFERENCES staff (id),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE rule_try_changes (
  job_id bigint NOT NULL REFERENCES long_jobs (id) ON DELETE CASCADE,
  namespace_id bigint NOT NULL,
  trial_type text NOT NULL,
  gains boolean NOT NULL,
  PRIMARY KEY (job_id, namespace_id, trial_type)
);

-- The same file is the same import, so that sending it twice loads nothing twice.
CREATE TABLE import_files (
  job_id bigint PRIMARY KEY REFERENCES long_jobs (id) ON DELETE CASCADE,
  kind text NOT NULL,
  sha256 text NOT NULL,
  UNIQUE (kind, sha256)
);
CREATE TABLE import_parts (
  job_id bigint NOT NULL REFERENCES import_files (job_id) ON DELETE CASCADE,
  part integer NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (job_id, part)
);
CREATE TABLE import_problems (
  job_id bigint NOT NULL REFERENCES import_files (job_id) ON DELETE CASCADE,
  line bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (job_id, line)
);
CREATE TABLE import_rows (
  job_id bigint NOT NULL REFERENCES import_files (job_id) ON DELETE CASCADE,
  line bigint NOT NULL,
  fields jsonb NOT NULL,
  PRIMARY KEY (job_id, line)
);
