-- The newest time at which the source has sent the kept content again. It is no fact: were it written into purchases, the
-- same content again would bump the version; were it not kept, a late older update could overwrite a newer one.
CREATE TABLE purchase_confirmations (
  purchase_id bigint PRIMARY KEY REFERENCES purchases (id),
  source_updated_at timestamptz NOT NULL
);

-- Parts are read in slices, and a slice of a compressed value costs unpacking all that lies before it.
ALTER TABLE import_parts ALTER COLUMN body SET STORAGE EXTERNAL;
