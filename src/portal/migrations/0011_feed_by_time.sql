-- A reader that lost its place starts so many seconds back; without this the search would walk the feed.
CREATE INDEX ON eligibility_changes (relayed_at, position);
