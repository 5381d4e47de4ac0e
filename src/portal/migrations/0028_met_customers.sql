-- Customers for whom the flag account_data_persistence was on when their Zuora account was set: a rollout counts people.
-- No foreign key: it would lock the customer's row, and no update of a customer waits for what comes after it.
CREATE TABLE billing_met_customers (
  customer_id bigint PRIMARY KEY,
  last_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX billing_met_customers_by_time ON billing_met_customers (last_at);
