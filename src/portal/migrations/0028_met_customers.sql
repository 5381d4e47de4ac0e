-- Customers for whom the flag account_data_persistence was on when their Zuora account was set: a rollout counts people.
CREATE TABLE billing_met_customers (
  customer_id bigint PRIMARY KEY REFERENCES customers ON DELETE CASCADE,
  last_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX billing_met_customers_by_time ON billing_met_customers (last_at);
