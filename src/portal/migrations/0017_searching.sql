-- What a ticket has: an applicant's address (as its keyed hash).
CREATE INDEX leads_email ON leads (email_hash) WHERE email_hash IS NOT NULL;

-- The audit log by person and by object.
CREATE INDEX ON audit_log (actor_id, id);
CREATE INDEX ON audit_log (object, id);
